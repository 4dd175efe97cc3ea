// SPDX-License-Identifier: Apache-2.0
#include "never_copied_rows.hpp"

#include "tain/registers.hpp"

namespace tain {
namespace {

namespace fields = registers::never_copied_row;

constexpr std::uint8_t udp = 17;

NeverCopiedRow udp_port(const std::string& name, bool v6, std::uint16_t port) {
    NeverCopiedRow made{name + " " + std::to_string(port), {}};
    set_field(made.row, fields::v6, v6 ? 1 : 0);
    set_field(made.row, fields::match_port, 1);
    set_field(made.row, fields::protocol, udp);
    set_field(made.row, fields::port, port);
    return made;
}

NeverCopiedRow host(const std::string& name, const std::string& text) {
    const IpAddress address = parse_ip(text);
    NeverCopiedRow made{name + " " + text, {}};
    set_field(made.row, fields::v6, address.v6 ? 1 : 0);
    set_field(made.row, fields::match_address, 1);
    set_address(made.row, fields::address, address);
    return made;
}

std::vector<NeverCopiedRow> rows_of_class(NeverCopied which) {
    switch (which) {
        case NeverCopied::dhcp:
            return {udp_port("dhcp", false, 67), udp_port("dhcp", false, 68), udp_port("dhcp", true, 546),
                    udp_port("dhcp", true, 547)};
        case NeverCopied::metadata:
            return {host("metadata", "169.254.169.254"), host("metadata", "fd00:ec2::254")};
        case NeverCopied::ntp:
            return {host("ntp", "169.254.169.123"), host("ntp", "fd00:ec2::123")};
        case NeverCopied::windows_activation:
            return {host("windows-activation", "169.254.169.250"),
                    host("windows-activation", "169.254.169.251")};
    }
    return {};
}

}  // namespace

std::vector<NeverCopiedRow> never_copied_rows(const std::set<NeverCopied>& classes) {
    std::vector<NeverCopiedRow> rows;
    for (const NeverCopied which : classes) {
        for (NeverCopiedRow& row : rows_of_class(which)) rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace tain
