// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/init.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "tain/cli/command_error.hpp"
#include "tain/commands/pending_file.hpp"
#include "tain/commands/table.hpp"
#include "tain/device.hpp"
#include "tain/error.hpp"
#include "tain/service/inventory.hpp"

namespace tain::commands {
namespace {

constexpr std::size_t most_addresses = 8;  // of an interface; the rest of a busy host's says no more
constexpr const char* collector = "eni-0a0000000000000ff";

constexpr const char* preamble =
    R"(# The inventory: what is wired to the NIC, and where copies can go. docs/inventory.md explains every key.
account: "111122223333"   # owner id shown in answers
region: local-1

# sim: checks only, and `tain simulate`. sim:SOCKET: a NIC that `tain nic --socket SOCKET` runs.
# pci:0000:03:00.0: the card in that slot.
device: sim

)";

constexpr const char* closing = R"(
# Elsewhere in the network, only targets: appliances behind a load balancer, a monitoring service's endpoint.
# load_balancers:
#   - {arn: "arn:aws:elasticloadbalancing:local-1:111122223333:loadbalancer/net/tools/0123456789abcdef", addresses: [192.0.2.20, 192.0.2.21]}
# endpoints:
#   - {id: vpce-0a000000000000001, addresses: [192.0.2.30]}

# Traffic to and from these is copied by filters that list amazon-dns, whatever their rules say.
resolvers: [169.254.169.253, "fd00:ec2::253"]

# Classes of traffic that no rule can have copied; leave one out to allow it.
never_copied: [dhcp, metadata, ntp, windows-activation]

# EC2's limits where nothing else is said.
# quotas: {sessions_per_interface: 3, rules_per_filter: 10}
)";

std::string interface_id(std::size_t number) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "eni-0a%015zx", number);
    return text.data();
}

std::string list_text(const std::vector<IpAddress>& addresses) {
    std::string text;
    for (std::size_t i = 0; i < std::min(addresses.size(), most_addresses); ++i) {
        text += i == 0 ? "" : ", ";
        text += addresses[i].v6 ? "\"" + to_string(addresses[i]) + "\"" : to_string(addresses[i]);
    }
    return text;
}

std::string interface_line(const SurveyedStation& host, std::size_t number) {
    return "  - {id: " + interface_id(number) + ", port: 0, mac: \"" + to_string(host.mac) +
           "\", addresses: [" + list_text(host.addresses) + "]}  # " + grouped(host.frames) + " frames\n";
}

std::string collector_text() {
    return std::string(
               "  # Where copies can go: the monitoring host. It has no port here, so it can only be a "
               "target.\n"
               "  # Replace addresses and MAC address by those of yours.\n"
               "  - {id: ") +
           collector +
           ", mac: \"02:00:00:00:00:ff\", addresses: [192.0.2.10, \"2001:db8:ff::10\"], mtu: 1500}\n";
}

std::string next_hops_text(const std::string& mac) {
    return "next_hops:\n  - {prefix: 0.0.0.0/0, mac: \"" + mac + "\"}\n  - {prefix: \"::/0\", mac: \"" + mac +
           "\"}\n";
}

std::string routers_text(const std::vector<SurveyedStation>& routers) {
    if (routers.empty())
        return "\n# The capture shows no router. Without next hops copies are sent to the MAC address of the "
               "target's own\n"
               "# interface, which must then be in the same network.\n# next_hops:\n"
               "#   - {prefix: 0.0.0.0/0, mac: \"02:00:00:00:ff:01\"}\n";
    std::string text =
        "\n# Outer destination MAC address of copies, by the longest prefix: the busiest station of the "
        "capture that\n"
        "# passes on what others sent.\n" +
        next_hops_text(to_string(routers.front().mac));
    for (std::size_t i = 1; i < routers.size(); ++i)
        text += "  # Another router: " + to_string(routers[i].mac) + "\n";
    return text;
}

/// One line in a comment, whatever the file is called.
std::string printable(std::string name) {
    std::ranges::replace_if(
        name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return name;
}

Survey survey_of(const std::string& capture) {
    sim::CaptureReader reader(capture);
    CaptureSurvey survey;
    while (const auto frame = reader.next()) survey.add(*frame);
    if (reader.cut_short()) throw Error("InputUnreadable", capture, "read", *reader.cut_short());
    Survey result = survey.result();
    if (result.hosts.empty())
        throw Error("InvalidParameterValue", capture, "read",
                    capture + ": it shows no host that sends IP traffic, so there is no interface to write");
    return result;
}

}  // namespace

std::string inventory_of(const Survey& survey, const std::string& capture) {
    const std::size_t most = default_capabilities().interfaces;
    std::string text = preamble + std::string("# The interfaces that ") + printable(capture) +
                       " shows, the busiest first: MAC addresses from which IP packets\n"
                       "# come with a time to live as senders set it (64, 128, 255, 32), so that they are "
                       "the senders themselves, and\n"
                       "# the addresses of those packets. What mostly passes on what others sent, or speaks "
                       "for several networks\n"
                       "# (/24, /64), counts as a router. The capture can't say which hosts are behind this "
                       "NIC: delete those that are\n"
                       "# not, and correct the ports.\n"
                       "interfaces:\n";
    for (std::size_t i = 0; i < survey.hosts.size(); ++i)
        text += (i < most ? "" : "# ") + interface_line(survey.hosts[i], i + 1);
    if (survey.hosts.size() > most)
        text += "# The default NIC has room for " + std::to_string(most) + " of them.\n";
    return text + collector_text() + routers_text(survey.routers) + closing;
}

std::string example_inventory() {
    return preamble +
           std::string(
               "# The hosts behind the NIC: a port, a MAC address, and the addresses that copies are sent "
               "from.\n"
               "interfaces:\n"
               "  - {id: ") +
           interface_id(1) +
           ", port: 0, mac: \"02:00:00:00:00:01\", addresses: [10.0.0.5, \"2001:db8::5\"]}\n"
           "  # A host that has the whole port: every frame of it is its own.\n"
           "  # - {id: " +
           interface_id(2) +
           ", port: 1, mac: any, source_mac: \"02:00:00:00:00:02\", addresses: [10.0.0.6]}\n" +
           collector_text() +
           "\n# Outer destination MAC address of copies, by the longest prefix: the router.\n" +
           next_hops_text("02:00:00:00:ff:01") + closing;
}

void Init::describe(CLI::App& program) {
    app_ = program.add_subcommand("init", "Write an inventory to start from, commented");
    app_->group("Inventory and resources")->fallthrough();
    app_->footer(
        "It goes where the other commands look for it: --inventory, else $TAIN_INVENTORY, else tain.yaml in "
        "the\n"
        "state folder.\n\n"
        "Options of every command (--state, --inventory): see tain --help");
    app_->add_option(
            "--read", read_,
            "A capture (pcap or pcapng, Ethernet) whose hosts become interfaces; without it an example")
        ->type_name("FILE");
    app_->add_flag("--force", force_, "Replace an inventory that is there");
}

int Init::run(const Context& context) {
    const std::filesystem::path file = context.locations.inventory;
    if (!force_ && std::filesystem::exists(std::filesystem::symlink_status(file)))
        throw cli::CommandError(file.string() + ": there is an inventory already; --force replaces it",
                                cli::exit_failure);
    const std::string text = read_.empty() ? example_inventory() : inventory_of(survey_of(read_), read_);
    const service::Inventory inventory = service::parse_inventory(text, file.string());
    std::error_code ignored;  // where it can't be made, the file can't either, and says why
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), ignored);
    PendingFile(file).complete(text);
    context.out << file.string() << ": " << inventory.interfaces.size() - 1 << " interfaces and the target "
                << collector
                << "; read its comments, then\n  tain create-traffic-mirror-target --network-interface-id "
                << collector << std::endl;
    return cli::exit_success;
}

}  // namespace tain::commands
