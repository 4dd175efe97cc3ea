// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/capture_survey.hpp"

#include <algorithm>
#include <set>

#include "tain/sim/reference_model.hpp"

namespace tain::commands {
namespace {

constexpr std::uint16_t arp_type = 0x0806;

std::uint16_t type_at(const sim::Bytes& frame, std::size_t at) {
    return static_cast<std::uint16_t>(frame[at] << 8 | frame[at + 1]);
}

bool is_tag(std::uint16_t type) {
    return type == 0x8100 || type == 0x88a8 || type == 0x9100;
}

/// Where the EtherType behind the VLAN tags stands; the frame's end where it is too short for that.
std::size_t type_place(const sim::Bytes& frame) {
    std::size_t at = 12;
    for (int tags = 0; tags < 2 && at + 2 <= frame.size() && is_tag(type_at(frame, at)); ++tags) at += 4;
    return at + 2 <= frame.size() ? at : frame.size();
}

MacAddress mac_at(const sim::Bytes& frame, std::size_t at) {
    MacAddress mac;
    std::copy_n(frame.begin() + static_cast<std::ptrdiff_t>(at), 6, mac.bytes.begin());
    return mac;
}

bool is_station(const MacAddress& mac) {
    return !mac.is_group() && mac != MacAddress{};
}

/// As senders begin with it.
bool is_fresh(std::uint8_t time_to_live) {
    return time_to_live == 64 || time_to_live == 128 || time_to_live == 255 || time_to_live == 32;
}

/// Addresses that copies can be sent from.
bool is_usable(const IpAddress& address) {
    static const std::vector<Prefix> others{parse_prefix("0.0.0.0/8"),      parse_prefix("127.0.0.0/8"),
                                            parse_prefix("169.254.0.0/16"), parse_prefix("224.0.0.0/3"),
                                            parse_prefix("::/8"),           parse_prefix("fe80::/10"),
                                            parse_prefix("ff00::/8")};
    return std::ranges::none_of(others, [&](const Prefix& prefix) {
        return prefix.address.v6 == address.v6 && prefix.contains(address);
    });
}

/// The /24 or /64 that it is in.
Prefix network_of(IpAddress address) {
    const std::size_t kept = address.v6 ? 8 : 15;
    std::fill(address.bytes.begin() + static_cast<std::ptrdiff_t>(kept), address.bytes.end(), 0);
    return {address, address.v6 ? 64U : 24U};
}

/// More than one of a family.
bool are_many(const std::set<Prefix>& networks) {
    const auto v6 = std::ranges::count_if(networks, [](const Prefix& each) { return each.address.v6; });
    return v6 > 1 || static_cast<std::ptrdiff_t>(networks.size()) - v6 > 1;
}

bool busier(const SurveyedStation& left, const SurveyedStation& right) {
    return left.frames != right.frames ? left.frames > right.frames : left.mac < right.mac;
}

}  // namespace

void CaptureSurvey::add(const sim::CapturedFrame& frame) {
    const std::size_t at = type_place(frame.bytes);
    if (at == frame.bytes.size()) return;
    if (type_at(frame.bytes, at) == arp_type)
        add_arp(frame.bytes, at + 2);
    else
        add_ip(frame.bytes, at + 2);
}

/// The sender's MAC and IPv4 address, from byte 8 of it on.
void CaptureSurvey::add_arp(const sim::Bytes& frame, std::size_t at) {
    if (frame.size() < at + 18) return;
    IpAddress sender;
    std::copy_n(frame.begin() + static_cast<std::ptrdiff_t>(at + 14), 4, sender.bytes.begin() + 12);
    const MacAddress mac = mac_at(frame, at + 8);
    if (is_station(mac) && is_usable(sender)) stations_[mac].sources[sender].own = true;
}

void CaptureSurvey::add_ip(const sim::Bytes& frame, std::size_t at) {
    const sim::Headers headers = sim::find_headers(frame);
    if (!headers.ip) return;
    const MacAddress destination = mac_at(frame, 0);
    const MacAddress source = mac_at(frame, 6);
    if (is_station(destination)) ++stations_[destination].frames;
    if (!is_station(source)) return;
    Station& station = stations_[source];
    ++station.frames;
    Address& address = station.sources[headers.source];
    ++address.frames;
    if (is_fresh(frame[at + (headers.source.v6 ? 7 : 8)])) address.own = true;
}

Survey CaptureSurvey::result() const {
    Survey survey;
    for (const auto& [mac, station] : stations_) {
        std::uint64_t own_frames = 0;
        std::uint64_t passed_on = 0;
        std::set<Prefix> networks;
        std::vector<std::pair<IpAddress, std::uint64_t>> own;
        for (const auto& [address, seen] : station.sources) {
            (seen.own ? own_frames : passed_on) += seen.frames;
            if (is_usable(address)) networks.insert(network_of(address));
            if (seen.own && seen.frames > 0 && is_usable(address)) own.emplace_back(address, seen.frames);
        }
        std::ranges::stable_sort(own, [](const auto& left, const auto& right) {
            return left.first.v6 != right.first.v6 ? right.first.v6 : left.second > right.second;
        });
        SurveyedStation surveyed{mac, {}, station.frames};
        for (const auto& [address, frames] : own) surveyed.addresses.push_back(address);
        if (passed_on > own_frames || are_many(networks))
            survey.routers.push_back(surveyed);
        else if (!own.empty())
            survey.hosts.push_back(surveyed);
    }
    std::ranges::sort(survey.hosts, busier);
    std::ranges::sort(survey.routers, busier);
    return survey;
}

}  // namespace tain::commands
