#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# As an operator would write it, for EC2 or for tain: mirrors the web traffic of one interface, changes its mind, takes
# everything away again. Needs nothing but `aws ec2` and two interfaces: SOURCE and TOOL.
set -euo pipefail
: "${SOURCE:?the interface to be mirrored}" "${TOOL:?the interface that gets the copies}"

say() { echo "== $*"; }
fail() { echo "operator.sh: $*" >&2; exit 1; }
# Runs a command that must be refused with that error code.
refused() {
    local code=$1 errors status=0
    shift
    errors=$("$@" 2>&1 >/dev/null) || status=$?
    [ "$status" -eq 254 ] || fail "exit code $status instead of 254: $*: $errors"
    grep -q "^An error occurred ($code) when calling the [A-Za-z]* operation: " <<<"$errors" || fail "not $code: $errors"
    echo "refused: $code"
}
# Calls a describe until it lists that many objects; a service may take a moment.
wait_for() {
    local wanted=$1 tries=10
    shift
    until [ "$(aws ec2 "$@" --output text)" = "$wanted" ]; do
        ((tries--)) || fail "never $wanted: $*"
        sleep 0.2
    done
}

say "the interfaces are there"
aws ec2 describe-network-interfaces --network-interface-ids "$SOURCE" "$TOOL" \
    --query 'sort_by(NetworkInterfaces,&NetworkInterfaceId)[].[NetworkInterfaceId,InterfaceType,PrivateIpAddress]' --output text
refused InvalidNetworkInterfaceID.NotFound aws ec2 describe-network-interfaces --network-interface-ids eni-0fffffffffffffff0

say "a target, idempotent by its token"
token=$(cat /proc/sys/kernel/random/uuid)
make_target() {
    aws ec2 create-traffic-mirror-target --network-interface-id "$TOOL" --description "the tool" --client-token "$token" \
        --tag-specifications 'ResourceType=traffic-mirror-target,Tags=[{Key=Name,Value=tool},{Key=team,Value="net, sec"}]' \
        --query TrafficMirrorTarget.TrafficMirrorTargetId --output text
}
target=$(make_target)
[[ $target == tmt-* ]] || fail "no target: $target"
[ "$(make_target)" = "$target" ] || fail "the token made a second target"
refused IdempotentParameterMismatch aws ec2 create-traffic-mirror-target --network-interface-id "$TOOL" --client-token "$token"
wait_for 1 describe-traffic-mirror-targets --filters "Name=network-interface-id,Values=$TOOL" --query 'length(TrafficMirrorTargets)'

say "a filter with rules"
refused DryRunOperation aws ec2 create-traffic-mirror-filter --description web --dry-run
filter=$(aws ec2 create-traffic-mirror-filter --description web --query TrafficMirrorFilter.TrafficMirrorFilterId --output text)
rule() {
    aws ec2 create-traffic-mirror-filter-rule --traffic-mirror-filter-id "$filter" --query TrafficMirrorFilterRule.TrafficMirrorFilterRuleId \
        --output text "$@"
}
web=$(rule --traffic-direction ingress --rule-number 100 --rule-action accept --protocol 6 --destination-port-range FromPort=80,ToPort=443 \
    --source-cidr-block 0.0.0.0/0 --destination-cidr-block 10.0.0.0/16)
quiet=$(rule --traffic-direction ingress --rule-number 50 --rule-action reject --source-cidr-block 192.0.2.0/24 --destination-cidr-block 0.0.0.0/0)
answers=$(rule --traffic-direction egress --rule-number 100 --rule-action accept --protocol 6 --source-port-range '{"FromPort":80,"ToPort":443}' \
    --source-cidr-block 10.0.0.0/16 --destination-cidr-block 0.0.0.0/0)
refused TrafficMirrorFilterRuleAlreadyExists aws ec2 create-traffic-mirror-filter-rule --traffic-mirror-filter-id "$filter" \
    --traffic-direction egress --rule-number 100 --rule-action reject --source-cidr-block 0.0.0.0/0 --destination-cidr-block 0.0.0.0/0
aws ec2 modify-traffic-mirror-filter-network-services --traffic-mirror-filter-id "$filter" --add-network-services amazon-dns >/dev/null
aws ec2 describe-traffic-mirror-filters --traffic-mirror-filter-ids "$filter" --output text \
    --query 'TrafficMirrorFilters[0].[Description,length(IngressFilterRules),length(EgressFilterRules),NetworkServices[0]]'
aws ec2 describe-traffic-mirror-filters --traffic-mirror-filter-ids "$filter" --output text \
    --query 'TrafficMirrorFilters[].IngressFilterRules[].[RuleNumber,RuleAction,Protocol,DestinationPortRange.FromPort]'

say "a session from a file, one option instead of the file's"
input=$(mktemp)
trap 'rm -f "$input"' EXIT
cat >"$input" <<JSON
{"NetworkInterfaceId": "$SOURCE", "TrafficMirrorTargetId": "$target", "TrafficMirrorFilterId": "$filter",
 "SessionNumber": 1, "PacketLength": 128, "VirtualNetworkId": 1001, "Description": "from a file"}
JSON
session=$(aws ec2 create-traffic-mirror-session --cli-input-json "file://$input" --description "by hand" \
    --query TrafficMirrorSession.TrafficMirrorSessionId --output text)
aws ec2 describe-traffic-mirror-sessions --filters "Name=network-interface-id,Values=$SOURCE" --output text \
    --query 'TrafficMirrorSessions[].[SessionNumber,PacketLength,VirtualNetworkId,Description]'
refused TrafficMirrorFilterInUse aws ec2 delete-traffic-mirror-filter --traffic-mirror-filter-id "$filter"
refused TrafficMirrorTargetInUseException aws ec2 delete-traffic-mirror-target --traffic-mirror-target-id "$target"

say "tags"
aws ec2 create-tags --resources "$session" "$filter" --tags Key=Name,Value=web 'Key=owner,Value=a b'
wait_for 4 describe-tags --filters "Name=resource-id,Values=$session,$filter" --query 'length(Tags)'
aws ec2 delete-tags --resources "$session" --tags Key=owner
aws ec2 describe-tags --filters Name=key,Values=Name,owner,team --query 'sort(Tags[].join(`=`,[Key,Value]))' --output text
aws ec2 describe-traffic-mirror-sessions --filters Name=tag:Name,Values=web --query 'length(TrafficMirrorSessions)'

say "changes"
aws ec2 modify-traffic-mirror-session --traffic-mirror-session-id "$session" --session-number 7 --remove-fields packet-length description \
    --query 'TrafficMirrorSession.[SessionNumber,PacketLength,Description]' --output text
aws ec2 modify-traffic-mirror-filter-rule --traffic-mirror-filter-rule-id "$web" --rule-number 10 --remove-fields destination-port-range \
    --query 'TrafficMirrorFilterRule.[RuleNumber,RuleAction,DestinationPortRange]' --output text
if aws ec2 modify-traffic-mirror-session --traffic-mirror-session-id "$session" --packet-length 64k 2>/dev/null; then fail "64k is a number?"; else
    echo "exit code $?"
fi
if aws ec2 modify-traffic-mirror-session --packet-length 64 2>/dev/null; then fail "no session?"; else echo "exit code $?"; fi

say "the end, in order"
aws ec2 delete-traffic-mirror-session --traffic-mirror-session-id "$session" --query TrafficMirrorSessionId --output text | sed 's/-.*/-gone/'
refused InvalidTrafficMirrorSessionId.NotFound aws ec2 delete-traffic-mirror-session --traffic-mirror-session-id "$session"
for each in "$web" "$quiet" "$answers"; do
    aws ec2 delete-traffic-mirror-filter-rule --traffic-mirror-filter-rule-id "$each" >/dev/null
done
aws ec2 delete-traffic-mirror-filter --traffic-mirror-filter-id "$filter" >/dev/null
aws ec2 delete-traffic-mirror-target --traffic-mirror-target-id "$target" >/dev/null
wait_for 0 describe-traffic-mirror-targets --query 'length(TrafficMirrorTargets)'
aws ec2 describe-traffic-mirror-filters
