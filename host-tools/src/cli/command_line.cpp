// SPDX-License-Identifier: Apache-2.0
// A command line from its words to its exit code: invocation, request, call, pages, query, answer; and what
// standard error says where one of these fails.
#include "tain/cli/command_line.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <ios>
#include <iostream>
#include <limits>

#include "tain/cli/auto_prompt.hpp"
#include "tain/cli/command_error.hpp"
#include "tain/cli/invocation.hpp"
#include "tain/cli/locations.hpp"
#include "tain/cli/open_api.hpp"
#include "tain/cli/pager.hpp"
#include "tain/cli/skeleton.hpp"
#include "tain/endpoint/endpoint.hpp"
#include "tain/error.hpp"

namespace tain::cli {
namespace {

using service::Operation;
using Words = std::vector<std::string>;

/// Log lines go to standard error while a command runs.
class Logging {
  public:
    Logging(spdlog::level::level_enum level, std::ostream& err) : before_(spdlog::default_logger()) {
        auto logger = std::make_shared<spdlog::logger>(
            "tain", std::make_shared<spdlog::sinks::ostream_sink_st>(err, true));
        logger->set_pattern("tain: %l: %v");
        logger->set_level(level);
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

bool is_terminal(const std::ostream& out) {
    return &out == &std::cout && isatty(STDOUT_FILENO) == 1;
}

void check_written(const std::ostream& out) {
    if (!out) throw CommandError("the answer can't be written to standard output", exit_failure);
}

/// Gives `print` the stream for a text that may be long: the pager on a terminal, else `out`.
template <typename Print>
void print_through_pager(const std::string& command, std::ostream& out, Print print) {
    if (command.empty() || !is_terminal(out)) {
        print(out);
        out << std::flush;
        check_written(out);
        return;
    }
    Pager pager(command);
    try {
        print(pager.stream());
    } catch (const std::ios_base::failure&) {
        spdlog::debug("the pager was left before the end");
    }
    pager.close();
}

/// What a text says that Python's int() took; beyond 64 bits the nearest.
std::int64_t number_of(const std::string& text) {
    const std::string digits = whole_number(text).value_or("0");
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc::result_out_of_range) return number;
    return digits.starts_with('-') ? std::numeric_limits<std::int64_t>::min()
                                   : std::numeric_limits<std::int64_t>::max();
}

/// " (reached max retries: 2)" where the endpoint was asked as often as it may be.
std::string retries_of(const Error& error) {
    const auto* answer = dynamic_cast<const endpoint::AnswerError*>(&error);
    if (answer == nullptr || !answer->exhausted_retries()) return "";
    return " (reached max retries: " + std::to_string(*answer->exhausted_retries()) + ")";
}

/// An operation on its way from options to an answer.
class Call {
  public:
    Call(Invocation& invocation, const endpoint::Profile& profile, std::ostream& out)
        : invocation_(invocation),
          operation_(*invocation.operation),
          options_(invocation.options),
          profile_(profile),
          out_(out) {}

    void run() {
        const bool manual = given("MaxResults") || given("NextToken");
        bool paginate = operation_.paginated && options_.paginate && !manual;
        if (!paginate) refuse_paging();
        const Request request(operation_, invocation_.request);
        if (print_skeleton()) return;
        paginate = paginate && !request.has("MaxResults") && !request.has("NextToken") &&
                   invocation_.skeleton.empty();

        const output::Format format = output_format(options_, profile_);
        const std::unique_ptr<service::Api> api = api_of_call();
        const output::PageOptions pages = page_options(paginate);
        const service::Json sent = request.checked(paginate ? invocation_.paging.page_size : std::nullopt);
        if (!paginate) refuse_page_members();
        spdlog::debug("{}: {}", operation_.name, sent.dump());
        print(output::Pages(*api, operation_, sent, pages), format);
    }

  private:
    [[nodiscard]] bool given(std::string_view member) const {
        return operation_.paginated && invocation_.request.members.contains(member);
    }

    /// Options for pages, and no pages: as the AWS command line, which does not mind an empty one or 0 here.
    void refuse_paging() const {
        const auto counts = [](const std::optional<std::string>& number) {
            return number && number_of(*number) != 0;
        };
        Words used;
        if (!invocation_.paging.starting_token.value_or("").empty()) used.emplace_back("--starting-token");
        if (counts(invocation_.paging.page_size)) used.emplace_back("--page-size");
        if (counts(invocation_.paging.max_items)) used.emplace_back("--max-items");
        if (!used.empty())
            throw CommandError("Cannot specify --no-paginate along with pagination arguments: " +
                               comma_joined(used));
    }

    /// To the AWS command line options for pages are one more member, which only its paginator takes away.
    void refuse_page_members() const {
        const PagingOptions& paging = invocation_.paging;
        if (!paging.starting_token && !paging.page_size && !paging.max_items) return;
        Words members;
        for (const service::Member& member : operation_.input.members) members.emplace_back(member.name);
        throw CommandError(
            "Parameter validation failed:\nUnknown parameter in input: \"PaginationConfig\", must be one "
            "of: " +
            comma_joined(members));
    }

    /// True where a skeleton of the request was asked for and printed.
    bool print_skeleton() {
        if (invocation_.skeleton.empty() || invocation_.skeleton == "output") return false;
        out_ << (invocation_.skeleton == "input" ? input_skeleton(operation_)
                                                 : yaml_input_skeleton(operation_))
             << std::flush;
        check_written(out_);
        return true;
    }

    [[nodiscard]] std::unique_ptr<service::Api> api_of_call() const {
        if (invocation_.skeleton == "output") return std::make_unique<SkeletonApi>();
        return open_api(options_);
    }

    [[nodiscard]] output::PageOptions page_options(bool paginate) const {
        const PagingOptions& paging = invocation_.paging;
        output::PageOptions pages;
        pages.paginate = paginate;
        if (!paginate) return pages;
        if (paging.max_items) pages.max_items = number_of(*paging.max_items);
        if (paging.page_size) pages.page_size = number_of(*paging.page_size);
        if (paging.starting_token)
            pages.starting_token = text_parameter("--starting-token", *paging.starting_token);
        return pages;
    }

    void print(output::Pages pages, output::Format format) {
        const bool color = options_.color == "on" || (options_.color == "auto" && is_terminal(out_));
        const output::AnswerOptions answer{format, color, options_.query.get()};
        const std::string pager = options_.pager ? pager_command(profile_) : "";
        try {
            print_through_pager(pager, out_, [&](std::ostream& out) {
                output::print_answer(operation_, pages, answer, out);
            });
        } catch (const Error& error) {
            throw CommandError("An error occurred (" + error.code() + ") when calling the " +
                                   std::string(operation_.name) + " operation" + retries_of(error) + ": " +
                                   error.what(),
                               exit_service);
        }
    }

    Invocation& invocation_;
    const Operation& operation_;
    const GlobalOptions& options_;
    const endpoint::Profile& profile_;
    std::ostream& out_;
};

/// An error of tain's own commands is one line, whatever names and values it quotes.
std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return text;
}

int run_own_command(Invocation& invocation, std::ostream& out, std::ostream& err) {
    const auto refuse = [&](const std::exception& error, int exit_code) {
        err << "tain: " << one_line(error.what()) << std::endl;
        return exit_code;
    };
    try {
        const Locations locations = find_locations(invocation.options.state, invocation.options.inventory);
        return invocation.own_command->run({locations, [&] { return open_host(locations); }, out, err});
    } catch (const UsageError&) {
        throw;
    } catch (const CommandError& error) {
        return refuse(error, error.exit_code());
    } catch (const std::exception& error) {
        return refuse(error, exit_failure);
    }
}

int run(const Words& words, const endpoint::Profile& profile, std::ostream& out, std::ostream& err) {
    Invocation invocation = read_invocation(words);
    if (invocation.options.verbose) spdlog::default_logger_raw()->set_level(spdlog::level::debug);
    if (invocation.version) {
        out << "tain/" TAIN_VERSION << std::endl;
    } else if (!invocation.help.empty()) {
        print_through_pager(invocation.options.pager ? pager_command(profile) : "", out,
                            [&](std::ostream& stream) { stream << invocation.help; });
    } else if (invocation.own_command != nullptr) {
        return run_own_command(invocation, out, err);
    } else {
        Call(invocation, profile, out).run();
    }
    return exit_success;
}

/// Asks on the terminal for what the words lack. Elsewhere says what the AWS command line says.
Words completed(const Words& words, std::ostream& err) {
    if (isatty(STDIN_FILENO) == 1) return prompted_words(words, std::cin, err);
    err << "Warning: Input is not a terminal (fd=0).\n";
    throw CommandError("", exit_failure);
}

/// Errors on standard error; returns the exit code.
int tell(const CommandError& error, std::ostream& err) {
    if (dynamic_cast<const UsageError*>(&error) != nullptr)
        err << "\n" << usage_lines() << "\n" << error.what() << "\n" << std::endl;
    else
        err << "\n" << error.what() << std::endl;
    return error.exit_code();
}

int run_or_prompt(const Words& words, const EarlyOptions& early, std::ostream& out, std::ostream& err) {
    const endpoint::Profile profile = endpoint::Profile::load(early.profile, false);
    // Whether to ask is no setting of the profile that --profile names, but of the usual one.
    const PromptMode mode =
        prompt_mode(words, early.profile.empty() ? profile : endpoint::Profile::load("", false));
    if (mode == PromptMode::on) return run(completed(words, err), profile, out, err);
    try {
        return run(words, profile, out, err);
    } catch (const CommandError& error) {
        if (mode != PromptMode::on_partial || error.exit_code() != exit_usage) throw;
        if (std::string_view(error.what()).starts_with("Unknown options: ")) tell(error, err);
    }
    return run(completed(words, err), profile, out, err);
}

}  // namespace

int run_command_line(const Words& words, std::ostream& out, std::ostream& err) {
    try {
        const EarlyOptions early = read_early_options(words);
        const Logging logging(early.debug ? spdlog::level::debug : spdlog::level::warn, err);
        spdlog::debug("tain/" TAIN_VERSION ": {}", comma_joined(words));
        return run_or_prompt(words, early, out, err);
    } catch (const CommandError& error) {
        return tell(error, err);
    } catch (const std::exception& error) {
        err << "\n" << error.what() << std::endl;
        return exit_failure;
    }
}

}  // namespace tain::cli
