// SPDX-License-Identifier: Apache-2.0
// From a command line to a call of the service or a simulated run, and back to answers, errors and exit
// codes.
#include "tain/cli/command_line.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>

#include "tain/cli/arguments.hpp"
#include "tain/cli/command_error.hpp"
#include "tain/cli/commands.hpp"
#include "tain/cli/locations.hpp"
#include "tain/cli/parameters.hpp"
#include "tain/error.hpp"
#include "tain/output/json.hpp"
#include "tain/service/service.hpp"

namespace tain::cli {
namespace {

using service::Json;
using service::Member;
using service::Operation;

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
        answer = service.call(operation, request);
    } catch (const Error& error) {
        err << "An error occurred (" << error.code() << ") when calling the " << operation.name
            << " operation: " << one_line(error.what()) << std::endl;
        return exit_service;
    }
    print(out, output::json_text(operation.output, answer));
    return exit_success;
}

/// Log lines go to standard error while a command runs.
class Logging {
  public:
    Logging(bool verbose, std::ostream& err) : before_(spdlog::default_logger()) {
        auto logger = std::make_shared<spdlog::logger>(
            "tain", std::make_shared<spdlog::sinks::ostream_sink_st>(err, true));
        logger->set_pattern("tain: %l: %v");
        logger->set_level(verbose ? spdlog::level::debug : spdlog::level::warn);
        spdlog::set_default_logger(std::move(logger));
    }
    Logging(const Logging&) = delete;
    Logging& operator=(const Logging&) = delete;
    Logging(Logging&&) = delete;
    Logging& operator=(Logging&&) = delete;
    ~Logging() { spdlog::set_default_logger(before_); }

  private:
    std::shared_ptr<spdlog::logger> before_;
};

int run(CLI::App& app, const Invocation& invocation, std::ostream& out, std::ostream& err) {
    const CLI::App* command = chosen_command(app);
    if (command == nullptr) throw CommandError("a command is required; tain --help lists them");
    const Logging logging(invocation.verbose, err);
    const Locations locations = find_locations(invocation.state, invocation.inventory);
    for (const auto& own : invocation.own_commands)
        if (own->app() == command) return own->run({locations, out, err});
    return run_operation(operation_of(*command), *command, locations, out, err);
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
    Invocation invocation;
    CLI::App app;
    const auto refuse = [&](const std::string& message, int exit_code) {
        err << "tain: " << one_line(message) << std::endl;
        return exit_code;
    };
    try {
        describe_program(app, invocation);
        std::vector<std::string> words = whole_arguments(app, arguments);
        std::ranges::reverse(words);  // CLI11 takes them from the back
        app.parse(std::move(words));
        return run(app, invocation, out, err);
    } catch (const CLI::CallForHelp&) {
        const CLI::App* command = chosen_command(app);
        out << (command == nullptr ? app : *command).help() << std::flush;
        return exit_success;
    } catch (const CLI::CallForVersion& version) {
        out << version.what() << std::endl;
        return exit_success;
    } catch (const CLI::ParseError& error) {
        return refuse(words_of(error, app, arguments), exit_usage);
    } catch (const CommandError& error) {
        return refuse(error.what(), error.exit_code());
    } catch (const std::exception& error) {
        return refuse(error.what(), exit_failure);
    }
}

}  // namespace tain::cli
