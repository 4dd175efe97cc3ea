// SPDX-License-Identifier: Apache-2.0
// taind: words into settings.
#include <CLI/CLI.hpp>
#include <charconv>
#include <csignal>
#include <iostream>

#include "daemon.hpp"
#include "tain/cli/locations.hpp"
#include "tain/service/operator_protocol.hpp"

namespace {

using tain::daemon::Listen;
using tain::daemon::LogFormat;
using tain::daemon::Settings;

constexpr int exit_failure = 1;

/// What was given as an option; it goes before the file.
struct Options {
    std::string config, state, inventory, credentials, socket, metrics, log_format, log_level;
    std::vector<std::string> listen;
};

/// "127.0.0.1:8080", "[::1]:8080"
Listen read_listen(const std::string& text, const std::string& option) {
    const std::size_t colon = text.rfind(':');
    Listen listen;
    if (colon != std::string::npos) {
        listen.address = text.substr(0, colon);
        if (listen.address.starts_with('[') && listen.address.ends_with(']'))
            listen.address = listen.address.substr(1, listen.address.size() - 2);
        const auto [end, error] =
            std::from_chars(text.data() + colon + 1, text.data() + text.size(), listen.port);
        if (error == std::errc() && end == text.data() + text.size()) return listen;
    }
    throw CLI::ValidationError(option, "'" + text + "' is not ADDRESS:PORT");
}

Settings settled(const Options& options) {
    Settings settings = options.config.empty() ? Settings() : tain::daemon::read_settings(options.config);
    const auto take = [](std::filesystem::path& into, const std::string& option) {
        if (!option.empty()) into = option;
    };
    take(settings.state, options.state);
    take(settings.inventory, options.inventory);
    take(settings.credentials, options.credentials);
    take(settings.socket, options.socket);
    for (const std::string& text : options.listen) settings.listen.push_back(read_listen(text, "--listen"));
    if (!options.metrics.empty()) settings.metrics = read_listen(options.metrics, "--metrics");
    if (!options.log_format.empty())
        settings.log_format = options.log_format == "json" ? LogFormat::json : LogFormat::text;
    if (!options.log_level.empty()) settings.log_level = options.log_level;
    const tain::cli::Locations found =
        tain::cli::find_locations(settings.state.string(), settings.inventory.string());
    settings.state = found.state;
    settings.inventory = found.inventory;
    if (settings.socket.empty()) settings.socket = tain::service::daemon_socket(settings.state);
    return settings;
}

void describe(CLI::App& program, Options& options) {
    program.set_version_flag("--version", "taind/" TAIN_VERSION);
    program.add_option("--config", options.config, "Settings, in YAML; the options below go before it")
        ->type_name("FILE");
    program
        .add_option("--state", options.state,
                    "Folder of the store; else $TAIN_STATE, else ~/.local/state/tain")
        ->type_name("FOLDER");
    program
        .add_option("--inventory", options.inventory,
                    "What is wired to the NIC; else $TAIN_INVENTORY, else tain.yaml in the state folder")
        ->type_name("FILE");
    program
        .add_option("--credentials", options.credentials, "Access keys of those who may use TCP (mode 0600)")
        ->type_name("FILE");
    program
        .add_option("--listen", options.listen,
                    "Serve the EC2 API here, in plain HTTP; more than one may be given")
        ->type_name("ADDRESS:PORT");
    program.add_option("--metrics", options.metrics, "Serve /metrics and /healthz here")
        ->type_name("ADDRESS:PORT");
    program.add_option("--socket", options.socket, "The Unix socket; else taind.sock in the state folder")
        ->type_name("PATH");
    program.add_option("--log-format", options.log_format, "text (default) or json")
        ->check(CLI::IsMember({"text", "json"}));
    program.add_option("--log-level", options.log_level, "debug, info (default), warn or error")
        ->check(CLI::IsMember({"debug", "info", "warn", "error"}));
    program.footer(
        "Serves the operations of EC2 traffic mirroring to any AWS client (--endpoint-url "
        "http://ADDRESS:PORT)\n"
        "and to `tain` on this host, which finds it by its state folder. SIGHUP rereads inventory, "
        "credentials\n"
        "and certificates; SIGTERM finishes what is under way and ends.");
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a client that has gone is an error of writing
    CLI::App program("The EC2 endpoint of this host's mirror", "taind");
    Options options;
    describe(program, options);
    try {
        program.parse(argc, argv);
        tain::daemon::run_daemon(settled(options));
        return 0;
    } catch (const CLI::Error& error) {
        return program.exit(error);
    } catch (const std::exception& error) {
        std::cerr << "taind: " << error.what() << std::endl;
        return exit_failure;
    }
}
