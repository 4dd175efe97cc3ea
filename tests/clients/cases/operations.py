# SPDX-License-Identifier: Apache-2.0
"""Every operation, with options that make a valid request of it."""

RULE = (
    "--traffic-direction ingress --rule-number 100 --rule-action accept --protocol 6"
    " --source-cidr-block 0.0.0.0/0 --destination-cidr-block 10.0.0.0/16"
)
SESSION = (
    "--network-interface-id eni-070203f901example --traffic-mirror-target-id tmt-07f75d8feeexample"
    " --traffic-mirror-filter-id tmf-04812ff784example --session-number 1"
)

OPERATIONS = {
    "create-traffic-mirror-session": SESSION,
    "modify-traffic-mirror-session": "--traffic-mirror-session-id tms-1 --packet-length 128",
    "delete-traffic-mirror-session": "--traffic-mirror-session-id tms-1",
    "describe-traffic-mirror-sessions": "",
    "create-traffic-mirror-filter": "--description web",
    "modify-traffic-mirror-filter-network-services": "--traffic-mirror-filter-id tmf-1 --add-network-services amazon-dns",
    "delete-traffic-mirror-filter": "--traffic-mirror-filter-id tmf-1",
    "describe-traffic-mirror-filters": "",
    "create-traffic-mirror-filter-rule": "--traffic-mirror-filter-id tmf-1 " + RULE,
    "modify-traffic-mirror-filter-rule": "--traffic-mirror-filter-rule-id tmfr-1 --rule-action reject",
    "delete-traffic-mirror-filter-rule": "--traffic-mirror-filter-rule-id tmfr-1",
    "describe-traffic-mirror-filter-rules": "",
    "create-traffic-mirror-target": "--network-interface-id eni-0a000000000000009",
    "delete-traffic-mirror-target": "--traffic-mirror-target-id tmt-1",
    "describe-traffic-mirror-targets": "",
    "create-tags": "--resources tms-1 --tags Key=Name,Value=s1",
    "delete-tags": "--resources tms-1 --tags Key=Name",
    "describe-tags": "",
    "describe-network-interfaces": "",
}
FORMATS = ("json", "text", "table", "yaml", "yaml-stream")
