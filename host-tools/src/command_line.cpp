// SPDX-License-Identifier: Apache-2.0
// Commands are made from the API model: a command per operation, an option per member.
#include "tain/cli/command_line.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <random>

#include "tain/cli/help.hpp"
#include "tain/cli/locations.hpp"
#include "tain/cli/output_json.hpp"
#include "tain/cli/parameters.hpp"
#include "tain/cli/simulate.hpp"
#include "tain/cli/usage_error.hpp"
#include "tain/error.hpp"
#include "tain/service/service.hpp"

namespace tain::cli {
namespace {

using service::Json;
using service::Kind;
using service::Member;
using service::Operation;

constexpr int any_number_of_words = 1000000;

struct Invocation {
    std::string state;
    std::string inventory;
    bool verbose = false;
    SimulateOptions simulation;
};

std::string option_of(const Member& member) {
    return "--" + service::dashed(member.name);
}

void add_member(CLI::App& command, const Member& member) {
    const std::string name = option_of(member);
    if (member.shape->kind == Kind::boolean) {
        command.add_flag(name + ",!--no-" + name.substr(2))->description(std::string(member.doc));
        return;
    }
    CLI::Option* option = command.add_option(name);
    option->description(std::string(member.doc));
    option->type_name(placeholder(*member.shape));
    option->required(member.required);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    if (member.shape->kind == Kind::list)
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->expected(1, any_number_of_words);
}

std::string footer_of(const Operation& operation) {
    std::string text = "Options of every command (--state, --inventory): see tain --help";
    if (operation.filters.empty()) return text;
    std::string names;
    for (const std::string_view filter : operation.filters) names += "\n  " + std::string(filter);
    return "Names for --filters\n  tag:KEY" + names + "\n\n" + text;
}

void add_operations(CLI::App& parent) {
    for (const Operation& operation : service::operations()) {
        CLI::App* command =
            parent.add_subcommand(service::command_name(operation), std::string(operation.doc));
        command->group(std::string(operation.group))->fallthrough()->footer(footer_of(operation));
        for (const Member& member : operation.input.members) add_member(*command, member);
    }
}

CLI::Validator clock_range() {
    constexpr double least = 0.001;
    constexpr double most = 100000;
    const auto check = [](const std::string& text) {
        double value = 0;
        const bool good = CLI::detail::lexical_cast(text, value) && value >= least && value <= most;
        return good ? std::string() : text + " is not a number from 0.001 to 100000";
    };
    return {check, "", "clock"};
}

void add_simulate(CLI::App& app, SimulateOptions& options) {
    CLI::App* command = app.add_subcommand(
        "simulate",
        "Run a capture through the simulated NIC, programmed from the stored sessions, and write the copies");
    command->group("Simulation")->fallthrough();
    command->footer("Options of every command (--state, --inventory): see tain --help");
    command->add_option("--read", options.read, "The capture (pcap or pcapng, Ethernet)")
        ->type_name("FILE")
        ->required();
    command->add_option("--write", options.write, "Where the copies go (pcap)")
        ->type_name("FILE")
        ->required();
    command->add_option("--report", options.report, "Write what happened as JSON")->type_name("FILE");
    command->add_option("--wave", options.wave, "Write a waveform of the whole run (FST; slow and large)")
        ->type_name("FILE");
    command
        ->add_option("--width", options.width,
                     "Bits of the NIC's data path: 64, 128, 256 or 512 (default 512)")
        ->type_name("BITS")
        ->check(CLI::IsMember({64U, 128U, 256U, 512U}));
    command
        ->add_option(
            "--pace", options.pace,
            "lossless: a frame enters when any copy of it has room (default); capture: at its capture time; "
            "line: back to back")
        ->type_name("PACE")
        ->check(CLI::IsMember({"lossless", "capture", "line"}));
    command->add_option("--clock-mhz", options.clock_mhz, "Clock of the NIC in MHz (default 250)")
        ->type_name("MHZ")
        ->check(clock_range());
}

std::string called_as(const CLI::App* app) {
    return app->get_parent() == nullptr ? "tain" : called_as(app->get_parent()) + " " + app->get_name();
}

void describe_program(CLI::App& app, Invocation& invocation) {
    app.description(
        "tain mirrors chosen packets of a host's network interfaces inside its SmartNIC, simulated or real.");
    app.formatter_fn([](const CLI::App* command, const std::string&, CLI::AppFormatMode) {
        return help_text(*command, called_as(command));
    });
    app.set_help_flag("--help,-h", "Print help: of tain, or of the command before it");
    app.set_version_flag("--version", "tain " TAIN_VERSION, "Print the version");
    app.add_option("--state", invocation.state,
                   "Folder of the store; else $TAIN_STATE, else ~/.local/state/tain")
        ->type_name("FOLDER");
    app.add_option("--inventory", invocation.inventory,
                   "What is wired to the NIC; else $TAIN_INVENTORY, else tain.yaml in the state folder")
        ->type_name("FILE");
    app.add_flag("--verbose", invocation.verbose, "Say more on standard error");
    add_operations(app);
    add_simulate(app, invocation.simulation);
    CLI::App* ec2 = app.add_subcommand("ec2", "The same operations, as behind `aws`");
    ec2->group("")->fallthrough();
    add_operations(*ec2);
}

/// The command that was chosen, the innermost; nullptr where there was none.
CLI::App* chosen(CLI::App& app) {
    CLI::App* command = nullptr;
    for (auto inner = app.get_subcommands(); !inner.empty(); inner = command->get_subcommands())
        command = inner.front();
    return command;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// Whole option names for unique beginnings of them, as aws takes them, and "--option=" as an option and an
/// empty text.
class ArgumentReader {
  public:
    explicit ArgumentReader(CLI::App& app) : app_(app) { learn(app); }

    std::vector<std::string> read(const std::vector<std::string>& arguments) {
        std::vector<std::string> words;
        for (const std::string& argument : arguments) {
            if (CLI::App* command = command_of(argument)) learn(*command);
            words.push_back(argument.starts_with("--") ? whole(argument) : argument);
            if (argument.starts_with("--") && argument.ends_with('=')) {
                words.back().pop_back();
                words.emplace_back();
            }
        }
        return words;
    }

  private:
    [[nodiscard]] CLI::App* command_of(const std::string& argument) const {
        const auto found =
            app_.get_subcommands([&](const CLI::App* command) { return command->get_name() == argument; });
        return found.empty() ? nullptr : found.front();
    }

    void learn(const CLI::App& command) {
        for (const CLI::Option* option : command.get_options())
            for (const std::string& name : option->get_lnames()) names_.push_back("--" + name);
    }

    [[nodiscard]] std::string whole(const std::string& argument) const {
        const std::string begin = argument.substr(0, argument.find('='));
        if (begin.size() < 4 || std::ranges::find(names_, begin) != names_.end()) return argument;
        std::vector<std::string> found;
        std::ranges::copy_if(names_, std::back_inserter(found),
                             [&](const auto& name) { return name.starts_with(begin); });
        if (found.size() > 1) {
            throw UsageError("ambiguous option: " + begin + " could match " + joined(found));
        }
        return found.empty() ? argument : found.front() + argument.substr(begin.size());
    }

    CLI::App& app_;
    std::vector<std::string> names_;
};

std::vector<std::string> missing_options(const CLI::App& command) {
    std::vector<std::string> missing;
    for (const CLI::Option* option : command.get_options())
        if (option->get_required() && option->count() == 0) missing.push_back(option->get_name(false, true));
    return missing;
}

/// Words that no option and no command took, in the order in which they were given.
std::vector<std::string> words_left(const CLI::App& app, const std::vector<std::string>& arguments) {
    const std::vector<std::string> left = app.remaining(true);
    std::vector<std::string> in_order;
    std::ranges::copy_if(arguments, std::back_inserter(in_order), [&](const std::string& argument) {
        return std::ranges::find(left, argument) != left.end();
    });
    return in_order;
}

/// What CLI11 found wrong, as one line.
std::string words_of(const CLI::ParseError& error, CLI::App& app, const std::vector<std::string>& arguments) {
    CLI::App* command = chosen(app);
    const bool no_command = command == nullptr || command->get_name() == "ec2";
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const std::vector<std::string> left = words_left(app, arguments);
        if (no_command && !left.empty() && !left.front().starts_with('-'))
            return "'" + left.front() + "' is not a command; tain --help lists them";
        return "Unknown options: " + joined(left);
    }
    if (!no_command && dynamic_cast<const CLI::RequiredError*>(&error) != nullptr)
        return "the following arguments are required: " + joined(missing_options(*command));
    return error.what();
}

/// A random token (UUID version 4), so that a request repeated by its own retries makes one object.
std::string new_token() {
    std::random_device random;
    std::uniform_int_distribution<unsigned> digit(0, 15);
    std::string token = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    for (char& c : token) {
        if (c != 'x' && c != 'y') continue;
        const unsigned value = c == 'x' ? digit(random) : 8U + digit(random) % 4U;
        c = "0123456789abcdef"[value];
    }
    return token;
}

Json request_of(const Operation& operation, const CLI::App& command) {
    Json request = Json::object();
    for (const Member& member : operation.input.members) {
        const CLI::Option* option = command.get_option(option_of(member));
        if (option->count() == 0) continue;
        std::vector<std::string> words = option->results();
        request[std::string(member.name)] = parameter_value(member, words);
    }
    if (service::find_member(operation.input, "ClientToken") != nullptr && !request.contains("ClientToken"))
        request["ClientToken"] = new_token();
    return request;
}

const Operation& operation_of(const CLI::App& command) {
    return *std::ranges::find(service::operations(), command.get_name(), service::command_name);
}

/// An error is one line, whatever names and values it quotes.
std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return text;
}

void print(std::ostream& out, const std::string& text) {
    out << text << std::flush;
    if (!out)
        throw Error("OutputFailed", "standard output", "", "the answer can't be written to standard output");
}

int run_operation(const Operation& operation, const CLI::App& command, const Locations& locations,
                  std::ostream& out, std::ostream& err) {
    const Json request = request_of(operation, command);
    const service::Inventory inventory = service::read_inventory(locations.inventory);
    const std::unique_ptr<service::Store> store = service::open_sqlite_store(locations.state);
    service::Service service(*store, inventory, [&] { return service::open_nic(inventory.device); });
    Json answer;
    try {
        answer = service.call(std::string(operation.name), request);
    } catch (const Error& error) {
        err << "An error occurred (" << error.code() << ") when calling the " << operation.name
            << " operation: " << one_line(error.what()) << std::endl;
        return exit_service;
    }
    print(out, output_json(operation.output, answer));
    return exit_success;
}

int run_simulate(const SimulateOptions& options, const Locations& locations, std::ostream& out,
                 std::ostream& err) {
    const service::Inventory inventory = service::read_inventory(locations.inventory);
    const std::unique_ptr<service::Store> store = service::open_sqlite_store(locations.state);
    service::Service service(*store, inventory, {});
    return simulate(options, service.configuration(), inventory, out, err);
}

void start_logging(bool verbose, std::ostream& err) {
    auto logger =
        std::make_shared<spdlog::logger>("tain", std::make_shared<spdlog::sinks::ostream_sink_st>(err, true));
    logger->set_pattern("tain: %l: %v");
    logger->set_level(verbose ? spdlog::level::debug : spdlog::level::warn);
    spdlog::set_default_logger(std::move(logger));
}

int run(CLI::App& app, const Invocation& invocation, std::ostream& out, std::ostream& err) {
    CLI::App* command = chosen(app);
    if (command == nullptr || command->get_name() == "ec2")
        throw UsageError("a command is required; tain --help lists them");
    start_logging(invocation.verbose, err);
    const Locations locations = find_locations(invocation.state, invocation.inventory);
    if (command->get_name() == "simulate") return run_simulate(invocation.simulation, locations, out, err);
    return run_operation(operation_of(*command), *command, locations, out, err);
}

}  // namespace

int run_command_line(std::vector<std::string> arguments, std::ostream& out, std::ostream& err) {
    Invocation invocation;
    CLI::App app;
    const auto refuse = [&](const std::string& message, int exit_code) {
        err << "tain: " << one_line(message) << std::endl;
        return exit_code;
    };
    try {
        describe_program(app, invocation);
        std::vector<std::string> words = ArgumentReader(app).read(arguments);
        std::ranges::reverse(words);  // CLI11 takes them from the back
        app.parse(std::move(words));
        return run(app, invocation, out, err);
    } catch (const CLI::CallForHelp&) {
        CLI::App* command = chosen(app);
        out << (command == nullptr ? app : *command).help() << std::flush;
        return exit_success;
    } catch (const CLI::CallForVersion& version) {
        out << version.what() << std::endl;
        return exit_success;
    } catch (const CLI::ParseError& error) {
        return refuse(words_of(error, app, arguments), exit_usage);
    } catch (const UsageError& error) {
        return refuse(error.what(), error.exit_code());
    } catch (const std::exception& error) {
        return refuse(error.what(), exit_failure);
    }
}

}  // namespace tain::cli
