// SPDX-License-Identifier: Apache-2.0
// Targets: made from exactly one interface, load balancer or endpoint of the inventory, and never modified.
#include <algorithm>

#include "handlers.hpp"
#include "tags.hpp"
#include "tain/error.hpp"
#include "tain/service/configuration.hpp"

namespace tain::service {
namespace {

/// One way to name what a target sends to: how it is looked up and what kind of target it gives.
struct Reference {
    std::string_view member;
    const char* type;
    void (*check)(const Call& call, const std::string& name);
};

void check_interface(const Call& call, const std::string& id) {
    const NetworkInterface* interface = seen(call, call.inventory.find_interface(id));
    if (interface == nullptr)
        throw Error("InvalidTrafficMirrorTarget", id, "NetworkInterfaceId",
                    "The interface ID '" + id + "' (NetworkInterfaceId) does not exist");
    if (interface->addresses.empty())
        throw Error(
            "InvalidTrafficMirrorTarget", id, "NetworkInterfaceId",
            "The interface '" + id + "' (NetworkInterfaceId) has no address that copies could be sent to");
    const auto sessions = call.resources.all(session_type, "NetworkInterfaceId", id);
    if (!sessions.empty())
        throw Error("OperationNotPermitted", id, "NetworkInterfaceId",
                    "The interface '" + id +
                        "' (NetworkInterfaceId) can't be a target, because it is the source of the session " +
                        sessions.front()->id);
}

void check_load_balancer(const Call& call, const std::string& arn) {
    if (seen(call, call.inventory.find_load_balancer(arn)) == nullptr)
        throw Error("InvalidNetworkLoadBalancerArn.NotFound", arn, "NetworkLoadBalancerArn",
                    "The load balancer '" + arn + "' (NetworkLoadBalancerArn) does not exist");
    const auto targets = call.resources.all(target_type, "NetworkLoadBalancerArn", arn);
    if (!targets.empty())
        throw Error("NlbInUseByTrafficMirrorTargetException", arn, "NetworkLoadBalancerArn",
                    "The load balancer '" + arn +
                        "' (NetworkLoadBalancerArn) is already used by the target " + targets.front()->id);
}

void check_endpoint(const Call& call, const std::string& id) {
    if (seen(call, call.inventory.find_endpoint(id)) == nullptr)
        throw Error("InvalidVpcEndpointId.NotFound", id, "GatewayLoadBalancerEndpointId",
                    "The endpoint '" + id + "' (GatewayLoadBalancerEndpointId) does not exist");
}

constexpr Reference references[] = {
    {"NetworkInterfaceId", "network-interface", check_interface},
    {"NetworkLoadBalancerArn", "network-load-balancer", check_load_balancer},
    {"GatewayLoadBalancerEndpointId", "gateway-load-balancer-endpoint", check_endpoint},
};

const Reference& only_reference(const Json& request) {
    const Reference* given = nullptr;
    int count = 0;
    for (const Reference& reference : references) {
        if (!request.contains(reference.member)) continue;
        given = &reference;
        ++count;
    }
    if (count != 1)
        throw Error("InvalidParameterCombination", "", "NetworkInterfaceId",
                    "The request must contain exactly one of NetworkInterfaceId, NetworkLoadBalancerArn and "
                    "GatewayLoadBalancerEndpointId");
    return *given;
}

}  // namespace

void check_target_form(const Json& request) {
    static_cast<void>(only_reference(request));
    static_cast<void>(requested_tags(request, target_type.name));
}

Json create_target(const Call& call) {
    const Reference& reference = only_reference(call.request);
    reference.check(call, text_of(call.request, reference.member));
    check_quota(call.resources.count(target_type), call.inventory.quotas.targets,
                "TrafficMirrorTargetLimitExceeded", "", "targets");
    Json members = own_members(call, target_type, {reference.member, "Description"});
    members["Type"] = reference.type;
    members["OwnerId"] = call.caller.account;
    return {{"TrafficMirrorTarget",
             call.resources.create(target_type, call.caller.account, members, call.id).members}};
}

Json delete_target(const Call& call) {
    const Resource& target = call.resources.get(target_type, text_of(call.request, "TrafficMirrorTargetId"));
    const std::string id = target.id;
    const auto sessions = call.resources.all(session_type, "TrafficMirrorTargetId", id);
    if (!sessions.empty())
        throw Error(
            "TrafficMirrorTargetInUseException", id, "TrafficMirrorTargetId",
            "The target '" + id + "' (TrafficMirrorTargetId) is used by the session " + sessions.front()->id);
    call.resources.erase(target_type, id);
    return {{"TrafficMirrorTargetId", id}};
}

}  // namespace tain::service
