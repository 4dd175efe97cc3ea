// SPDX-License-Identifier: Apache-2.0
// Targets, filters and sessions as one document, which `Service::export_resources` writes and
// `Service::import_resources` makes true. A person can write it by hand. As YAML:
//
//     targets:
//       - Name: tools
//         NetworkInterfaceId: eni-0a000000000000009
//     filters:
//       - Name: web
//         Description: what browsers ask for
//         NetworkServices: [amazon-dns]
//         IngressFilterRules:
//           - {RuleNumber: 10, RuleAction: accept, Protocol: 6, SourceCidrBlock: 0.0.0.0/0,
//              DestinationCidrBlock: 10.0.0.5/32, DestinationPortRange: {FromPort: 80, ToPort: 443}}
//         EgressFilterRules: []
//     sessions:
//       - Name: web-1
//         NetworkInterfaceId: eni-0a000000000000001
//         TrafficMirrorTargetId: tools
//         TrafficMirrorFilterId: web
//         SessionNumber: 1
//         PacketLength: 128
//         Tags: {team: network}
//
// The three lists may each be absent. Members of an entry are those of the request that creates the object
// (CreateTrafficMirrorTarget, ...Filter, ...FilterRule, ...Session; not TagSpecifications, ClientToken and
// DryRun) and:
//
//   its id      (TrafficMirrorSessionId: tms-...) says which object is meant. Where there is none, one is
//   made
//               with this id.
//   Name        the value of its tag `Name`. An entry without id means the object of its type whose tag
//   `Name`
//               is this; where there is none, one is made. A session with neither id nor Name is the one with
//               this SessionNumber on this NetworkInterfaceId. A target or filter must have one of the two.
//   Tags        a mapping of keys to values, or a list of {Key, Value}.
//   rules       in a filter's IngressFilterRules and EgressFilterRules, each without TrafficMirrorFilterId
//   and
//               TrafficDirection. A rule without id is that with its RuleNumber.
//
// TrafficMirrorTargetId and TrafficMirrorFilterId of a session are an id or a Name, of the document or else
// of the store. An entry says the whole of an object: a member that it leaves out goes back to its default (a
// session keeps its VirtualNetworkId). Only Tags, NetworkServices and the two lists of rules stay as they are
// where they are left out; where they are given they are the whole list.
#pragma once

#include "tain/service/resources.hpp"

namespace tain::service {

struct ImportOptions {
    bool replace = false;  ///< delete the targets, filters and sessions that the document does not name
    bool dry_run = false;  ///< only say what would change
};

/// The document of all objects, with their ids.
Json export_document(const Resources& resources);

}  // namespace tain::service
