// SPDX-License-Identifier: Apache-2.0
#include "tain/commands/serve_nic.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <optional>

#include "tain/cli/command_error.hpp"
#include "tain/commands/play_options.hpp"
#include "tain/commands/stop_signal.hpp"
#include "tain/commands/table.hpp"
#include "tain/registers.hpp"
#include "tain/service/configuration.hpp"
#include "tain/service/inventory.hpp"
#include "tain/sim/capture_player.hpp"
#include "tain/sim/register_server.hpp"

namespace tain::commands {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t forever = std::numeric_limits<std::uint64_t>::max();
constexpr unsigned clocks_a_turn = 256;            // while nobody asks
constexpr unsigned clocks_a_turn_with_client = 8;  // an answer should not wait for long
constexpr milliseconds idle_wait(100);

/// The frames of a capture, again and again. Throws at once where it can't be read.
class RepeatedCapture {
  public:
    RepeatedCapture(std::string path, std::uint64_t times)
        : path_(std::move(path)), left_(times), reader_(std::make_unique<sim::CaptureReader>(path_)) {}

    std::optional<sim::CapturedFrame> next() {
        while (true) {
            std::optional<sim::CapturedFrame> frame = reader_->next();
            if (frame) {
                any_ = true;
                return frame;
            }
            if (reader_->cut_short()) cut_short_ = reader_->cut_short();
            if (left_ != forever && --left_ == 0) return std::nullopt;
            if (!any_) return std::nullopt;  // forever nothing
            reader_ = std::make_unique<sim::CaptureReader>(path_);
        }
    }
    [[nodiscard]] const std::optional<std::string>& cut_short() const { return cut_short_; }

  private:
    std::string path_;
    std::uint64_t left_;
    std::unique_ptr<sim::CaptureReader> reader_;
    bool any_ = false;
    std::optional<std::string> cut_short_;
};

/// What goes through the NIC, from the moment on at which it holds its first session.
class Traffic {
  public:
    Traffic(sim::SimulatedNic& nic, sim::PlayOptions options, RepeatedCapture& capture,
            const std::string& write)
        : nic_(nic), options_(std::move(options)), capture_(capture) {
        if (!write.empty()) writer_ = std::make_unique<sim::CaptureWriter>(write);
    }

    void start() {
        player_ = std::make_unique<sim::CapturePlayer>(
            nic_, options_, [this] { return capture_.next(); },
            [this](const sim::CapturedFrame& of, const sim::SentFrame& copy) {
                if (writer_) writer_->write(of.time, copy.frame.bytes);
            });
    }
    [[nodiscard]] bool started() const { return player_ != nullptr; }
    [[nodiscard]] bool playing() const { return player_ != nullptr && !ended_; }

    /// Copies are in their file as soon as the last frame is through.
    void step() {
        player_->step();
        if (player_->finished()) end();
    }

    void end() {
        if (ended_) return;
        ended_ = true;
        if (writer_) writer_->commit();
    }

    [[nodiscard]] std::string summary() const {
        if (!player_) return "the NIC never held a session, so no frame was played\n";
        const sim::PlayResult result = player_->result();
        return grouped(result.frames_played[0] + result.frames_played[1]) + " frames, " +
               grouped(result.copies[0] + result.copies[1]) + " copies, " +
               grouped(result.dropped[0] + result.dropped[1]) + " dropped\n";
    }

  private:
    sim::SimulatedNic& nic_;
    sim::PlayOptions options_;
    RepeatedCapture& capture_;
    std::unique_ptr<sim::CaptureWriter> writer_;
    std::unique_ptr<sim::CapturePlayer> player_;
    bool ended_ = false;
};

/// The NIC as its clients reach it, and whether one of them has put a session in force: written its row, and
/// flipped the banks. (Reading the tables instead would come between a client's own accesses.)
class WatchedNic final : public RegisterBus {
  public:
    explicit WatchedNic(sim::SimulatedNic& nic) : nic_(nic) {
        for (unsigned i = 0; i < nic.read32(registers::directory::block_count); ++i) {
            const std::uint32_t type = nic.read32(registers::directory::block_type(i));
            const std::uint32_t offset = nic.read32(registers::directory::block_offset(i));
            if (type == registers::port::type) commands_.push_back(offset + registers::port::command);
            if (type == registers::control::type) flip_ = offset + registers::control::flip;
        }
    }
    std::uint32_t read32(std::uint32_t address) override { return nic_.read32(address); }
    void write32(std::uint32_t address, std::uint32_t value) override {
        nic_.write32(address, value);
        if (std::ranges::count(commands_, address) > 0 && (value & command_mask) == write_session)
            written_ = true;
        if (address == flip_ && written_) has_session_ = true;
    }
    [[nodiscard]] bool has_session() const { return has_session_; }

  private:
    static constexpr std::uint32_t command_mask = 0xFF800000;  // operation and table
    static constexpr std::uint32_t write_session =
        (static_cast<std::uint32_t>(registers::Operation::write_row) << 28U) |
        (static_cast<std::uint32_t>(registers::Table::session) << 23U);

    sim::SimulatedNic& nic_;
    std::vector<std::uint32_t> commands_;
    std::uint32_t flip_ = 0;
    bool written_ = false;
    bool has_session_ = false;
};

/// One turn of clocks and requests.
void take_turn(sim::SimulatedNic& nic, WatchedNic& watched, sim::RegisterServer& server, Traffic* traffic) {
    const unsigned clocks = server.has_client() ? clocks_a_turn_with_client : clocks_a_turn;
    const bool playing = traffic != nullptr && traffic->playing();
    for (unsigned i = 0; i < clocks; ++i) {
        if (traffic != nullptr && traffic->playing())
            traffic->step();
        else
            nic.step();
    }
    server.serve(watched, playing ? milliseconds(0) : idle_wait);
    if (traffic != nullptr && !traffic->started() && watched.has_session()) traffic->start();
}

std::uint64_t times(const std::string& repeat) {
    return repeat == "forever" ? forever : std::stoull(repeat);
}

CLI::Validator repeat_form() {
    const auto check = [](const std::string& text) {
        const bool number = !text.empty() && text.size() < 19 &&
                            text.find_first_not_of("0123456789") == std::string::npos && text[0] != '0';
        return number || text == "forever" ? std::string()
                                           : text + " is neither a number from 1 on nor forever";
    };
    return {check, "", "repeat"};
}

}  // namespace

void ServeNic::describe(CLI::App& program) {
    app_ = program.add_subcommand(
        "nic", "Run a simulated NIC that other commands find at a socket (device: sim:SOCKET), until Ctrl-C");
    app_->group("Simulation")->fallthrough();
    app_->footer(
        "With --read it is as if the capture passed the NIC from the moment on at which it is programmed for "
        "the\n"
        "first time, by the inventory's interfaces, as `tain simulate` plays it.\n\n"
        "Options of every command (--state, --inventory): see tain --help");
    app_->add_option("--socket", socket_, "Where it is to be found; removed at the end")
        ->type_name("SOCKET")
        ->required();
    app_->add_option("--width", width_, "Bits of the NIC's data path: 64, 128, 256 or 512 (default 512)")
        ->type_name("BITS")
        ->check(CLI::IsMember({64U, 128U, 256U, 512U}));
    CLI::Option* read =
        app_->add_option("--read", read_, "Traffic: a capture (pcap or pcapng, Ethernet)")->type_name("FILE");
    app_->add_option("--repeat", repeat_, "How often the capture is played: a number, or forever (default 1)")
        ->type_name("N")
        ->check(repeat_form())
        ->needs(read);
    app_->add_option("--write", write_,
                     "Where the copies go (pcap), whole at the end of the capture or of the run")
        ->type_name("FILE")
        ->needs(read);
}

int ServeNic::run(const Context& context) {
    const StopSignal stop;
    sim::SimulatedNic nic(sim::NicSize::standard, width_);
    std::optional<RepeatedCapture> capture;
    std::optional<Traffic> traffic;
    if (!read_.empty()) {
        const service::Inventory inventory = service::read_inventory(context.locations.inventory);
        const Wanted wired =
            service::build_configuration(service::Resources(service::Snapshot{}), inventory).wanted;
        check_fits(wired, default_capabilities());
        capture.emplace(read_, times(repeat_));
        traffic.emplace(nic, play_options(wired, inventory), *capture, write_);
    }
    WatchedNic watched(nic);
    sim::RegisterServer server(socket_);
    context.out << "simulated NIC, " << width_ << " bits, at " << socket_ << "; Ctrl-C ends it" << std::endl;
    while (!stop.requested()) take_turn(nic, watched, server, traffic ? &*traffic : nullptr);
    if (!traffic) return cli::exit_success;
    traffic->end();
    context.out << traffic->summary() << std::flush;
    if (!capture->cut_short()) return cli::exit_success;
    context.err << "tain: " << *capture->cut_short() << std::endl;
    return cli::exit_failure;
}

}  // namespace tain::commands
