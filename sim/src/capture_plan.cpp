// SPDX-License-Identifier: Apache-2.0
#include "tain/sim/capture_plan.hpp"

#include <algorithm>

#include "tain/sim/reference_model.hpp"

namespace tain::sim {

CapturePlan::CapturePlan(const std::vector<Interface>& interfaces, const OwnAddresses& own_addresses) {
    for (const Interface& interface : interfaces) {
        if (interface.mac) {
            ports_[*interface.mac] = interface.port;
            continue;
        }
        const auto own = own_addresses.find(interface.id);
        whole_ports_.push_back(
            {interface.port, own == own_addresses.end() ? std::vector<IpAddress>{} : own->second});
    }
    std::sort(whole_ports_.begin(), whole_ports_.end(),
              [](const WholePort& a, const WholePort& b) { return a.port < b.port; });
}

const unsigned* CapturePlan::port_of(const CapturedFrame& frame, std::size_t mac_at) const {
    MacAddress mac;
    if (frame.bytes.size() < mac_at + mac.bytes.size()) return nullptr;
    std::copy_n(frame.bytes.begin() + static_cast<std::ptrdiff_t>(mac_at), mac.bytes.size(),
                mac.bytes.begin());
    const auto found = ports_.find(mac);
    return found == ports_.end() ? nullptr : &found->second;
}

std::optional<Way> CapturePlan::way_by_any(const CapturedFrame& frame) const {
    if (whole_ports_.empty()) return std::nullopt;
    const Headers headers = find_headers(frame.bytes);
    for (const WholePort& each : whole_ports_) {
        const bool from_own = std::find(each.own.begin(), each.own.end(), headers.source) != each.own.end();
        if (headers.ip && from_own) return Way{each.port, Direction::egress};
    }
    return Way{whole_ports_.front().port, Direction::ingress};
}

std::vector<Way> CapturePlan::ways(const CapturedFrame& frame) const {
    std::vector<Way> ways;
    if (const unsigned* port = port_of(frame, 6)) ways.push_back({*port, Direction::egress});
    if (const unsigned* port = port_of(frame, 0)) ways.push_back({*port, Direction::ingress});
    if (ways.empty()) ways.push_back(way_by_any(frame).value_or(Way{0, Direction::ingress}));
    return ways;
}

std::vector<PlannedFrame> CapturePlan::plan(CapturedFrame frame) const {
    const auto shared = std::make_shared<const CapturedFrame>(std::move(frame));
    const std::vector<Way> all = ways(*shared);
    const auto first_entered = all.size() > 1 ? std::make_shared<bool>(false) : nullptr;
    std::vector<PlannedFrame> planned;
    planned.reserve(all.size());
    for (const Way& way : all) planned.push_back({shared, way, first_entered, !planned.empty()});
    return planned;
}

}  // namespace tain::sim
