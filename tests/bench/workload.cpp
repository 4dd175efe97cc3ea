// SPDX-License-Identifier: Apache-2.0
#include "workload.hpp"

#include <algorithm>
#include <string>

namespace tain::bench {

Wanted ten_rules() {
    Filter filter;
    for (unsigned i = 0; i < 10; ++i) {
        Rule rule = test::accept_everything("tmfr-" + std::to_string(i));
        rule.number = 10 * (i + 1);
        rule.protocol = i % 2 == 0 ? 6 : 17;
        rule.source = parse_prefix("10." + std::to_string(i) + ".0.0/16");
        rule.destination_ports =
            PortRange{static_cast<std::uint16_t>(1000 * i + 80), static_cast<std::uint16_t>(1000 * i + 443)};
        filter.ingress.push_back(rule);
    }
    Wanted wanted = test::one_session(filter);
    wanted.interfaces[0].mac = parse_mac("02:00:00:00:00:01");
    return wanted;
}

sim::Frame frame_of(std::size_t bytes) {
    sim::Frame frame{sim::Bytes(bytes), 0, false};
    const sim::Bytes start{2, 0, 0, 0,  0,  1, 2, 0,  0, 0, 0, 2,  8, 0, 0x45, 0, 0, 46, 0,
                           0, 0, 0, 64, 17, 0, 0, 10, 1, 0, 1, 10, 0, 0, 5,    4, 0, 0,  80};
    std::copy(start.begin(), start.end(), frame.bytes.begin());
    return frame;
}

}  // namespace tain::bench
