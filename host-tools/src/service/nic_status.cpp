// SPDX-License-Identifier: Apache-2.0
#include "tain/service/nic_status.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "tain/error.hpp"
#include "tain/service/configuration.hpp"
#include "tain/service/nic.hpp"

namespace tain::service {
namespace {

std::string name_of(const DeviceName& device) {
    switch (device.kind) {
        case DeviceName::Kind::simulated:
            break;
        case DeviceName::Kind::socket:
            return "sim:" + device.address;
        case DeviceName::Kind::pci:
            return "pci:" + device.address;
    }
    return "sim";
}

SessionStatus status_of(const Resource& session) {
    const auto text = [&](const char* member) { return session.members.at(member).get<std::string>(); };
    SessionStatus status;
    status.id = session.id;
    status.interface = text("NetworkInterfaceId");
    status.filter = text("TrafficMirrorFilterId");
    status.target = text("TrafficMirrorTargetId");
    status.number = session.members.at("SessionNumber").get<std::uint32_t>();
    return status;
}

/// Why the configuration leaves it out: the inventory no longer has what it needs.
std::optional<std::string> left_out(const SessionStatus& session, const Configuration& configuration) {
    for (const std::string& line : configuration.left_out) {
        if (!line.starts_with(session.id)) continue;
        const std::size_t colon = line.find(": ");
        return colon == std::string::npos ? line : line.substr(colon + 2);
    }
    return std::nullopt;
}

/// The first of its objects that the NIC does not hold as the store says.
std::optional<std::string> not_as_stored(const SessionStatus& session,
                                         const std::vector<Difference>& differences) {
    const std::array objects{"session " + session.id, "interface " + session.interface,
                             "filter " + session.filter, "target " + session.target};
    for (const std::string& object : objects) {
        const auto found = std::ranges::find(differences, object, &Difference::object);
        if (found != differences.end()) return "in the NIC " + difference_text(*found);
    }
    return std::nullopt;
}

void look_at_nic(Device& device, const Wanted& wanted, NicStatus& status) {
    status.capabilities = device.capabilities();
    status.version = device.version();
    Inspection inspection = device.inspect(wanted);
    status.programmed = inspection.programmed;
    status.differences = std::move(inspection.differences);
    status.counters = std::move(inspection.counters);
    if (!status.programmed)
        status.trouble = "the NIC was never programmed, or was reset since; tain apply programs it";
    else if (!status.differences.empty())
        status.trouble = "the NIC's tables differ from the store; tain apply puts them right";
}

void complete(SessionStatus& session, const Configuration& configuration, const NicStatus& status) {
    session.trouble = left_out(session, configuration);
    const bool looked_at = status.capabilities && status.programmed;
    if (!session.trouble)
        session.trouble = looked_at ? not_as_stored(session, status.differences) : status.trouble;
    std::ranges::copy_if(status.counters.sessions, std::back_inserter(session.counters),
                         [&](const SessionCounters& each) { return each.session == session.id; });
}

}  // namespace

std::string difference_text(const Difference& difference) {
    switch (difference.kind) {
        case Difference::Kind::missing:
            return difference.object + " is missing";
        case Difference::Kind::different:
            return difference.object + " is another";
        case Difference::Kind::superfluous:
            break;
    }
    return difference.object + " is one too many";
}

std::shared_ptr<Device> open_device(const DeviceName& name) {
    struct Opened {
        explicit Opened(std::unique_ptr<RegisterBus> to) : bus(std::move(to)), device(*bus) {}
        std::unique_ptr<RegisterBus> bus;
        Device device;
    };
    std::unique_ptr<RegisterBus> bus = open_bus(name);
    if (!bus) return nullptr;
    const auto opened = std::make_shared<Opened>(std::move(bus));
    return {opened, &opened->device};
}

NicStatus read_nic_status(Store& store, const Inventory& inventory,
                          const std::function<std::shared_ptr<Device>()>& open) {
    NicStatus status;
    status.device = name_of(inventory.device);
    std::shared_ptr<Device> device;
    try {
        device = open();
        if (!device)
            status.trouble =
                "nothing runs: the device is sim, which checks what a NIC could hold; "
                "tain simulate runs captures, tain nic a NIC for device: sim:SOCKET";
    } catch (const Error& error) {
        status.trouble = error.what();
    }
    // The store is read while nobody else can change the NIC, so that the two belong together.
    const Resources resources(store.read());
    const Configuration configuration = build_configuration(resources, inventory);
    try {
        if (device) look_at_nic(*device, configuration.wanted, status);
    } catch (const Error& error) {
        status.trouble = error.what();
        status.programmed = false;
    }
    for (const Resource* session : resources.all(session_type)) {
        status.sessions.push_back(status_of(*session));
        complete(status.sessions.back(), configuration, status);
    }
    return status;
}

}  // namespace tain::service
