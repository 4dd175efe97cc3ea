// SPDX-License-Identifier: Apache-2.0
#include "daemon.hpp"

#include <csignal>
#include <functional>

#include "front.hpp"
#include "http_server.hpp"
#include "log.hpp"
#include "metrics.hpp"
#include "mirror.hpp"
#include "notify.hpp"
#include "tain/error.hpp"

namespace tain::daemon {
namespace {

constexpr std::chrono::milliseconds look_after(1000);  // between two looks at the NIC

class Daemon {
  public:
    explicit Daemon(const Settings& settings)
        : settings_(settings),
          mirror_(settings.state, settings.inventory, service::open_bus,
                  [this](auto time, bool succeeded) { metrics_.apply(time, succeeded); }),
          front_(mirror_, metrics_, settings, credentials_of(settings)),
          server_(
              settings.limits,
              [this](HttpRequest request, const Peer& peer) {
                  return front_.handle(std::move(request), peer);
              },
              [this](unsigned status, const std::string& reason) { return front_.refuse(status, reason); }) {}

    void run() {
        for (const int signal : {SIGTERM, SIGINT}) server_.on_signal(signal, [this] { end(); });
        server_.on_signal(SIGHUP, [this] { server_.change([this] { reload(); }); });
        open_doors();
        put_in_force("start", [this] { return mirror_.synchronize(); });
        server_.every(look_after, [this] { look_after_nic(); });
        notify_ready();
        server_.run();
        log(Level::info, {{"event", "end"}});
    }

  private:
    static Credentials credentials_of(const Settings& settings) {
        return settings.credentials.empty() ? Credentials() : read_credentials(settings.credentials);
    }

    void open_doors() {
        server_.listen_local(settings_.socket);
        log(Level::info, {{"event", "listen"}, {"socket", settings_.socket.string()}});
        for (const Listen& listen : settings_.listen) open_door(listen, Peer::Way::api);
        if (settings_.metrics) open_door(*settings_.metrics, Peer::Way::metrics);
    }

    void open_door(const Listen& listen, Peer::Way way) {
        const std::uint16_t port = server_.listen(listen, way);
        log(Level::info, {{"event", "listen"},
                          {"address", listen.address},
                          {"port", port},
                          {"serves", way == Peer::Way::api ? "api" : "metrics"},
                          {"tls", !listen.certificate.empty()}});
    }

    /// Says what the NIC had to change, or why it can't be right now.
    void put_in_force(const char* event, const std::function<ApplyReport()>& synchronize) {
        try {
            report(event, synchronize());
        } catch (const Error& error) {
            log(Level::error, {{"event", event}, {"result", error.code()}, {"message", error.what()}});
            notify_status(error.what());
        }
    }

    static void report(const char* event, const ApplyReport& done) {
        log(Level::info, {{"event", event},
                          {"result", "ok"},
                          {"changed", done.changed},
                          {"writes", done.register_writes}});
        notify_status("the NIC holds what the store says");
    }

    void look_after_nic() {
        notify_alive();
        const std::optional<Mirror::Watched> news = mirror_.watch();
        if (!news) return;
        if (news->restored) return report("restored", *news->restored);
        const std::string words = news->trouble.value_or("the NIC holds what the store says");
        log(news->trouble ? Level::error : Level::info, {{"event", "nic"}, {"message", words}});
        notify_status(words);
    }

    void reload() {
        notify_reloading();
        put_in_force("reload", [this] { return mirror_.reload(); });
        attempt("reload credentials", [this] { front_.replace_credentials(credentials_of(settings_)); });
        attempt("reload certificates", [this] { server_.reload_certificates(); });
        notify_ready();
    }

    /// What fails leaves everything as it was.
    static void attempt(const char* event, const std::function<void()>& action) {
        try {
            action();
            log(Level::info, {{"event", event}, {"result", "ok"}});
        } catch (const Error& error) {
            log(Level::error, {{"event", event}, {"result", error.code()}, {"message", error.what()}});
        }
    }

    void end() {
        log(Level::info, {{"event", "stop"}});
        notify_stopping();
        server_.drain();
    }

    const Settings settings_;
    Metrics metrics_;
    Mirror mirror_;
    Front front_;
    HttpServer server_;
};

}  // namespace

void run_daemon(const Settings& settings) {
    check_settings(settings);
    set_up_log(settings.log_format, settings.log_level);
    Daemon(settings).run();
}

}  // namespace tain::daemon
