# SPDX-License-Identifier: Apache-2.0
"""What is sent for the options given: every option once, and every kind of value."""

import json
import shlex

from case import Case, ok
from cases.operations import OPERATIONS, RULE, SESSION


def sent(name, words, **more):
    operation = words.split()[0]
    return Case("request " + name, words, ok(f"{operation}/full.xml"), **more)


CREATE = "create-traffic-mirror-session " + SESSION
CREATE_RULE = "create-traffic-mirror-filter-rule --traffic-mirror-filter-id tmf-1 " + RULE
SESSION_INPUT = {
    "NetworkInterfaceId": "eni-1",
    "TrafficMirrorTargetId": "tmt-1",
    "TrafficMirrorFilterId": "tmf-1",
    "SessionNumber": 3,
}
FULL_INPUT = {
    "SessionNumber": 3,
    "Description": "from the file & ü",
    "TagSpecifications": [{"ResourceType": "traffic-mirror-session", "Tags": [{"Key": "a", "Value": "b"}]}],
    **SESSION_INPUT,
    "ClientToken": "tok-1",
    "DryRun": True,
}
SHORTHAND = ("Tags={Key=a}", "ResourceType=a,,Tags=[]", "ResourceType=a\nTags=b", "Tags=[{Key=a},{Key=b},]", "Tags=[{Key=a;Value=b}]", "ResourceType=a ,Tags=[ { Key = b } ]")
DESCRIBES = [operation for operation in OPERATIONS if operation.startswith("describe-")]

CASES = [
    *(sent(f"{operation} with {flag}", f"{operation} {options} {flag}") for operation, options in OPERATIONS.items() for flag in ("--dry-run", "--no-dry-run")),
    sent("dry run, last word", f"{CREATE} --dry-run --no-dry-run"),
    sent("dry run, last word again", f"{CREATE} --no-dry-run --dry-run"),
    *(sent(f"{operation} with a filter", f"{operation} --filters Name=description,Values=web,db Name=owner-id,Values=1") for operation in DESCRIBES),
    sent("every option of a session", f"{CREATE} --packet-length 25 --virtual-network-id 7159709 --description 'example session & co' --tag-specifications 'ResourceType=traffic-mirror-session,Tags=[{{Key=Name,Value=s1}},{{Key=a,Value=\"b c\"}}]' --client-token 219f2884"),
    sent("options in another order", "create-traffic-mirror-session --session-number 1 --client-token t --traffic-mirror-filter-id f --description d --traffic-mirror-target-id t --network-interface-id e"),
    sent("every character", CREATE + " --description ' !\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~ü監🪞'"),
    sent("a quote", CREATE + ' --description "it\'s"'),
    sent("line ends and tabs", CREATE + " --description 'a\tb\nc\r\n'"),
    sent("an empty text", CREATE + " --description ''"),
    sent("an empty client token", CREATE + " --client-token ''"),
    sent("an option with an equal sign", f"{CREATE} --description=web=1 --packet-length=64"),
    sent("a repeated option", f"{CREATE} --description one --description two --session-number 9"),
    sent("a negative number", f"{CREATE} --session-number -5 --packet-length 99999999999999"),
    sent("a number in Python's ways", f"{CREATE} --session-number ' +1_0 ' --packet-length 007"),
    sent("an even larger number", f"{CREATE} --packet-length 123456789012345678901234567890"),
    sent("digits of another script", f"{CREATE} --packet-length ٣"),
    sent("empty tags", f"{CREATE} --tag-specifications 'ResourceType=traffic-mirror-session,Tags=[]'"),
    sent("tags without value", f"{CREATE} --tag-specifications 'ResourceType=traffic-mirror-session,Tags=[{{Key=Name}}]'"),
    sent("two tag specifications", f"{CREATE} --tag-specifications 'ResourceType=a,Tags=[{{Key=k,Value=v}}]' 'ResourceType=b'"),
    sent("tags as JSON", CREATE + """ --tag-specifications '[{"ResourceType":"traffic-mirror-session","Tags":[{"Value":"v","Key":"k"}]}]'"""),
    sent("tags as one JSON object", CREATE + """ --tag-specifications '{"ResourceType":"traffic-mirror-session","Tags":[{"Value":"v","Key":"k"}]}'"""),
    sent("a comma in a tag", CREATE + """ --tag-specifications 'ResourceType=x,Tags=[{Key=k,Value="q,r"},{Key=l,Value=a\\,b}]'"""),
    sent("choices are not checked", f"{CREATE_RULE} --traffic-direction both --rule-action maybe"),
    sent("every option of a rule", f"{CREATE_RULE} --destination-port-range FromPort=80,ToPort=443 --source-port-range ToPort=5,FromPort=1 --description d --client-token t --dry-run --tag-specifications ResourceType=traffic-mirror-filter-rule"),
    sent("ports as JSON", CREATE_RULE + """ --destination-port-range '{"FromPort":80,"ToPort":443}' --source-port-range '{"ToPort":5}' --protocol -1"""),
    sent("half a range", f"{CREATE_RULE} --destination-port-range FromPort=80"),
    sent("bad blocks are not checked", "create-traffic-mirror-filter-rule --traffic-mirror-filter-id x --traffic-direction x --rule-number 0 --rule-action x --source-cidr-block nonsense --destination-cidr-block ::/0"),
    sent("every change of a rule", "modify-traffic-mirror-filter-rule --traffic-mirror-filter-rule-id r --traffic-direction egress --rule-number 5 --rule-action reject --destination-port-range FromPort=1,ToPort=2 --source-port-range FromPort=3,ToPort=4 --protocol 17 --destination-cidr-block 1.0.0.0/8 --source-cidr-block 2.0.0.0/8 --description d --remove-fields protocol description"),
    sent("every change of a session", "modify-traffic-mirror-session --traffic-mirror-session-id s --traffic-mirror-target-id t --traffic-mirror-filter-id f --packet-length 1 --session-number 2 --virtual-network-id 3 --description d --remove-fields packet-length bogus"),
    sent("fields as JSON", "modify-traffic-mirror-session --traffic-mirror-session-id s --remove-fields '[\"packet-length\",\"description\"]'"),
    sent("fields as JSON with spaces", "modify-traffic-mirror-session --traffic-mirror-session-id s --remove-fields ' [ \"packet-length\" ] '"),
    sent("an empty JSON list", "modify-traffic-mirror-session --traffic-mirror-session-id s --remove-fields '[]'"),
    sent("network services", "modify-traffic-mirror-filter-network-services --traffic-mirror-filter-id f --add-network-services amazon-dns b --remove-network-services c"),
    sent("all three kinds of target", "create-traffic-mirror-target --network-interface-id e --network-load-balancer-arn a --gateway-load-balancer-endpoint-id g --description d"),
    sent("no kind of target", "create-traffic-mirror-target"),
    sent("tags of several objects", "create-tags --resources tms-1 tmf-1 --tags Key=a,Value=b Key=c"),
    sent("tags with empty and quoted values", "create-tags --resources tms-1 --tags 'Key=a,Value=' 'Key=\"b,c\",Value=\"d e\"' Key=f,Value=g=h"),
    sent("deleted tags", "delete-tags --resources tms-1 --tags Key=a Key=c,Value="),
    sent("all tags deleted", "delete-tags --resources tms-1 tms-2"),
    sent("ids", "describe-traffic-mirror-targets --traffic-mirror-target-ids tmt-1 tmt-2"),
    sent("ids twice", "describe-traffic-mirror-targets --traffic-mirror-target-ids tmt-1 tmt-2 --traffic-mirror-target-ids tmt-3"),
    sent("an abbreviated option", "describe-traffic-mirror-targets --traffic-mirror-target-id tmt-1"),
    sent("an abbreviation with an equal sign", "describe-traffic-mirror-targets --traffic-mirror-t=tmt-1"),
    sent("rules of a filter", "describe-traffic-mirror-filter-rules --traffic-mirror-filter-id tmf-1 --traffic-mirror-filter-rule-ids tmfr-1 tmfr-2 --max-results 5 --next-token t"),
    sent("filters as JSON", """describe-tags --filters '[{"Name":"key","Values":["a","b c"]}]'"""),
    sent("a filter with a tag", "describe-network-interfaces --filters 'Name=tag:Name,Values=web*,?' --network-interface-ids eni-1"),
    sent("a filter without values", "describe-tags --filters Name=key"),
    sent("a filter with an empty list", "describe-tags --filters 'Name=key,Values=[]'"),
    sent("a filter with a list", "describe-tags --filters 'Name=key,Values=[a,b]'"),
    sent("a filter with one word in a list", "describe-tags --filters 'Name=key,Values=[a]' 'Values=b'"),
    sent("a JSON input", f"create-traffic-mirror-session --cli-input-json '{json.dumps(SESSION_INPUT)}'"),
    sent("a JSON input in its own order", f"create-traffic-mirror-session --cli-input-json '{json.dumps(FULL_INPUT)}'"),
    sent("a JSON input and options", f"create-traffic-mirror-session --cli-input-json '{json.dumps(FULL_INPUT)}' --no-dry-run --session-number 9 --tag-specifications ResourceType=x"),
    sent("a JSON input from a file", "create-traffic-mirror-session --cli-input-json file://in.json", files={"in.json": json.dumps(FULL_INPUT, indent=2)}),
    sent("a YAML input", "create-traffic-mirror-filter --cli-input-yaml 'Description: from yaml'"),
    sent("a YAML input from a file", "create-traffic-mirror-session --cli-input-yaml file://in.yaml --description mine", files={"in.yaml": "# a comment\nNetworkInterfaceId: eni-1\nTrafficMirrorTargetId: 'tmt-1'\nTrafficMirrorFilterId: \"tmf-1\"\nSessionNumber: 3\nDryRun: true\nTagSpecifications:\n- ResourceType: traffic-mirror-session\n  Tags: [{Key: a, Value: b}]\n"}),
    sent("JSON as a YAML input", f"create-traffic-mirror-session --cli-input-yaml '{json.dumps(FULL_INPUT)}'"),
    sent("YAML of its own words", "create-traffic-mirror-filter --cli-input-yaml file://in.yaml", files={"in.yaml": "Description: 'no'\nDryRun: True\n"}),
    sent("a filled skeleton", "create-traffic-mirror-filter --cli-input-yaml file://in.yaml", files={"in.yaml": "Description: ''  # Words\nTagSpecifications: # Tags\n- ResourceType: traffic-mirror-filter  # Kind\n  Tags: # Tags\n  - Key: ''  # Key\n    Value: '' # Value\nDryRun: true # Only\nClientToken: '' # Token\n"}),
    sent("a text from a file", "create-traffic-mirror-filter --description file://words.txt", files={"words.txt": "from a file\nwith ü\n"}),
    sent("a list from a file", "create-tags --resources file://ids.json --tags file://tags.json", files={"ids.json": '["tms-1", "tms-2"]', "tags.json": '[{"Key": "k", "Value": "v"}]'}),
    sent("a file below home", "create-traffic-mirror-filter --description file://~/words.txt", files={"words.txt": "home"}),
    sent("a file by a variable", "create-traffic-mirror-filter --description 'file://$PLACE/words.txt'", files={"here/words.txt": "variable"}, environment={"PLACE": "here"}),
    sent("a scheme that is none", "create-traffic-mirror-filter --description https://example.com/words.txt"),
    sent("a number from a file", f"{CREATE} --packet-length file://n.txt", files={"n.txt": "64\n"}),
    sent("a word that looks like an option", "create-traffic-mirror-filter --description=--web"),
    *(sent(f"shorthand {number}", f"{CREATE} --tag-specifications {shlex.quote(text)}") for number, text in enumerate(SHORTHAND, 1)),
    sent("a truth as a number", f"create-traffic-mirror-session --cli-input-json '{json.dumps({**SESSION_INPUT, 'SessionNumber': True})}'"),
    sent("a list without words", "create-tags --resources --tags Key=a"),
    sent("digits of one more script", f"{CREATE} --packet-length १२"),
    sent("not signed", "describe-tags --no-sign-request"),
    sent("not signed without settings", "describe-tags --no-sign-request --region r", environment={"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}),
    sent("a session token", "describe-tags", environment={"AWS_SESSION_TOKEN": "token/with+odd=characters"}),
    sent("any region", "describe-tags --region mars-1"),
]
