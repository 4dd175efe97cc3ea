// SPDX-License-Identifier: Apache-2.0
#include "tain/output/answer.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include "tain/output/formats.hpp"
#include "timestamps.hpp"

namespace tain::output {
namespace {

/// That of the terminal on standard output; 80 where there is none. $COLUMNS does not count.
int terminal_width() {
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 80;
}

Json selected(const Json& document, const AnswerOptions& options) {
    return options.query == nullptr ? document : options.query->apply(document);
}

void print_text_page(const Json& page, const AnswerOptions& options, std::ostream& out) {
    out << (options.query == nullptr ? as_text(page) : as_text(options.query->apply(page)));
}

/// Of a page only the list is shown; the token for --starting-token comes last.
void print_text(const service::Operation& operation, Pages& pages, const AnswerOptions& options,
                std::ostream& out) {
    while (std::optional<Json> page = pages.next()) {
        show_times(operation.output, *page);
        if (pages.paginated()) {
            const std::string& name = pages.list_member();
            *page = {{name, page->contains(name) ? std::move(page->at(name)) : Json()}};
        }
        print_text_page(*page, options, out);
    }
    if (!pages.resume_token().empty())
        print_text_page({{"NextToken", {{"NextToken", pages.resume_token()}}}}, options, out);
}

void print_yaml_stream(const service::Operation& operation, Pages& pages, const AnswerOptions& options,
                       std::ostream& out) {
    while (std::optional<Json> page = pages.next()) {
        show_times(operation.output, *page);
        const Json document = selected(*page, options);
        if (pages.paginated() || document != Json::object()) out << as_yaml(Json::array({document}));
    }
}

std::string whole_answer(const service::Operation& operation, const Json& document,
                         const AnswerOptions& options) {
    switch (options.format) {
        case Format::yaml:
            return as_yaml(document);
        case Format::table:
            return as_table(std::string(operation.name), document, {terminal_width(), options.color});
        default:
            return as_json(document);
    }
}

}  // namespace

void print_answer(const service::Operation& operation, Pages& pages, const AnswerOptions& options,
                  std::ostream& out) {
    if (options.format == Format::text) return print_text(operation, pages, options, out);
    if (options.format == Format::yaml_stream) return print_yaml_stream(operation, pages, options, out);
    Json document = pages.all();
    show_times(operation.output, document);
    if (options.query != nullptr) document = options.query->apply(document);
    out << whole_answer(operation, document, options);
}

}  // namespace tain::output
