// SPDX-License-Identifier: Apache-2.0
#include "daemon_host.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <limits>

#include "tain/error.hpp"
#include "tain/service/operator_protocol.hpp"

namespace tain::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace paths = service::operator_paths;
using asio::local::stream_protocol;
using service::Json;

[[noreturn]] void fail(const std::filesystem::path& socket, const std::string& reason) {
    throw Error("DaemonUnreachable", socket.string(), "socket",
                socket.string() + ": taind can't be spoken to: " + reason);
}

class DaemonHost final : public service::Host {
  public:
    explicit DaemonHost(std::filesystem::path path) : path_(std::move(path)) {}

    /// False where nobody listens.
    bool connect() {
        boost::system::error_code error;
        if (path_.native().size() >= sizeof(sockaddr_un::sun_path)) return false;
        socket_.connect(stream_protocol::endpoint(path_.string()), error);
        const bool nobody = error == boost::system::errc::no_such_file_or_directory ||
                            error == boost::system::errc::not_a_directory ||
                            error == boost::system::errc::connection_refused;
        if (nobody) return false;
        if (error) fail(path_, error.message());
        return true;
    }

    Json call(const service::Operation& operation, const Json& request) override {
        return ask(paths::call, {{"operation", std::string(operation.name)}, {"request", request}});
    }
    ApplyReport synchronize() override {
        return service::apply_report_of(ask(paths::synchronize, Json::object()));
    }
    Json export_resources() override { return ask(paths::export_resources, Json::object()); }
    Json import_resources(const Json& document, const service::ImportOptions& options) override {
        return ask(paths::import_resources,
                   {{"document", document}, {"replace", options.replace}, {"dry_run", options.dry_run}});
    }
    service::NicStatus status() override {
        return service::nic_status_of(ask(paths::status, Json::object()));
    }

  private:
    /// One request, one answer, over the one connection.
    Json ask(const char* path, const Json& document) {
        http::request<http::string_body> request(http::verb::post, path, 11);
        request.set(http::field::host, "localhost");
        request.set(http::field::content_type, "application/json");
        request.body() = document.dump();
        request.prepare_payload();
        http::response_parser<http::string_body> parser;
        parser.body_limit(std::numeric_limits<std::uint64_t>::max());
        boost::system::error_code error;
        http::write(socket_, request, error);
        if (!error) http::read(socket_, buffer_, parser, error);
        if (error) fail(path_, error.message());
        return answer_in(parser.get().body());
    }

    [[nodiscard]] Json answer_in(const std::string& body) const {
        const Json answer = Json::parse(body, nullptr, false);
        if (answer.is_object() && answer.contains("error")) throw service::error_of(answer.at("error"));
        if (!answer.is_object() || !answer.contains("answer")) fail(path_, "its answer is not understood");
        return answer.at("answer");
    }

    std::filesystem::path path_;
    asio::io_context io_;
    stream_protocol::socket socket_{io_};
    beast::flat_buffer buffer_;
};

}  // namespace

std::unique_ptr<service::Host> find_daemon(const std::filesystem::path& state) {
    auto daemon = std::make_unique<DaemonHost>(service::daemon_socket(state));
    if (!daemon->connect()) return nullptr;
    spdlog::debug("taind at {}", service::daemon_socket(state).string());
    return daemon;
}

}  // namespace tain::cli
