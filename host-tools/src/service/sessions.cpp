// SPDX-License-Identifier: Apache-2.0
// Sessions: an interface behind a port of the NIC, a filter, a target, and a number that orders them.
#include <algorithm>
#include <random>
#include <set>

#include "handlers.hpp"
#include "tags.hpp"
#include "tain/error.hpp"
#include "tain/service/configuration.hpp"

namespace tain::service {
namespace {

constexpr std::uint32_t most_network_id = 0xffffff;

const std::vector<std::string_view> modifiable{"TrafficMirrorTargetId", "TrafficMirrorFilterId",
                                               "PacketLength",          "SessionNumber",
                                               "VirtualNetworkId",      "Description"};

const NetworkInterface& source_of(const Call& call, const std::string& id) {
    const NetworkInterface* source = seen(call, call.inventory.find_interface(id));
    if (source == nullptr)
        throw Error("InvalidNetworkInterfaceID.NotFound", id, "NetworkInterfaceId",
                    "The interface '" + id + "' (NetworkInterfaceId) does not exist");
    check_source(*source);
    const auto targets = call.resources.all(target_type, "NetworkInterfaceId", id);
    if (!targets.empty())
        throw Error("OperationNotPermitted", id, "NetworkInterfaceId",
                    "The interface '" + id +
                        "' (NetworkInterfaceId) can't be a source, because it is the target " +
                        targets.front()->id);
    return *source;
}

void check_session_number(const Call& call, const Json& session, const std::string& own_id) {
    const auto interface = text_of(session, "NetworkInterfaceId");
    for (const Resource* other : call.resources.all(session_type, "NetworkInterfaceId", interface))
        if (other->id != own_id && other->members.at("SessionNumber") == session.at("SessionNumber"))
            refuse_value(
                "SessionNumber", session.at("SessionNumber").dump(),
                "The session number is already being used by " + other->id + " on " + interface + ".");
}

/// Different interfaces whose copies go to this target's interface, besides `source`.
std::set<std::string> other_sources(const Call& call, const Resource& target, const std::string& source) {
    std::set<std::string> sources;
    const auto interface = text_of(target.members, "NetworkInterfaceId");
    for (const Resource* same : call.resources.all(target_type, "NetworkInterfaceId", interface))
        for (const Resource* session : call.resources.all(session_type, "TrafficMirrorTargetId", same->id))
            sources.insert(text_of(session->members, "NetworkInterfaceId"));
    sources.erase(source);
    return sources;
}

/// A VXLAN network identifier that no session has.
std::uint32_t unused_network_id(const Call& call) {
    std::set<std::uint32_t> used;
    for (const Resource* session : call.resources.all(session_type))
        used.insert(session->members.at("VirtualNetworkId").get<std::uint32_t>());
    std::random_device random;
    std::uniform_int_distribution<std::uint32_t> number(1, most_network_id);
    std::uint32_t chosen = number(random);
    while (used.contains(chosen)) chosen = number(random);
    return chosen;
}

}  // namespace

void check_ends(const Call& call, const Json& session) {
    const NetworkInterface& source = source_of(call, text_of(session, "NetworkInterfaceId"));
    const Resource& target = call.resources.get(target_type, text_of(session, "TrafficMirrorTargetId"));
    static_cast<void>(call.resources.get(filter_type, text_of(session, "TrafficMirrorFilterId")));
    check_path(source, wanted_target(target, call.inventory), call.inventory);
    if (target.members.contains("NetworkInterfaceId"))
        check_quota(other_sources(call, target, source.id).size(),
                    call.inventory.quotas.sources_per_target_interface,
                    "TrafficMirrorSourcesPerTargetLimitExceeded", target.id, "sources");
}

void check_session_form(const Json& request) {
    static_cast<void>(requested_tags(request, session_type.name));
}

Json create_session(const Call& call) {
    check_ends(call, call.request);
    check_session_number(call, call.request, "");
    const auto interface = text_of(call.request, "NetworkInterfaceId");
    check_quota(call.resources.all(session_type, "NetworkInterfaceId", interface).size(),
                call.inventory.quotas.sessions_per_interface,
                "TrafficMirrorSessionsPerInterfaceLimitExceeded", interface, "sessions");
    check_quota(call.resources.count(session_type), call.inventory.quotas.sessions,
                "TrafficMirrorSessionLimitExceeded", "", "sessions");
    Json members = own_members(call, session_type,
                               {"TrafficMirrorTargetId", "TrafficMirrorFilterId", "NetworkInterfaceId",
                                "PacketLength", "SessionNumber", "VirtualNetworkId", "Description"});
    members["OwnerId"] = call.caller.account;
    if (!members.contains("VirtualNetworkId")) members["VirtualNetworkId"] = unused_network_id(call);
    return {{"TrafficMirrorSession",
             call.resources.create(session_type, call.caller.account, members, call.id).members}};
}

Json modify_session(const Call& call) {
    const Resource& session =
        call.resources.get(session_type, text_of(call.request, "TrafficMirrorSessionId"));
    Json members = modified_members(session.members, call.request, modifiable);
    if (!members.contains("VirtualNetworkId")) members["VirtualNetworkId"] = unused_network_id(call);
    check_ends(call, members);
    check_session_number(call, members, session.id);
    if (members != session.members) call.resources.replace(session_type, session.id, members);
    return {{"TrafficMirrorSession", session.members}};
}

Json delete_session(const Call& call) {
    const std::string id =
        call.resources.get(session_type, text_of(call.request, "TrafficMirrorSessionId")).id;
    call.resources.erase(session_type, id);
    return {{"TrafficMirrorSessionId", id}};
}

}  // namespace tain::service
