// SPDX-License-Identifier: Apache-2.0
#include "tain/output/pages.hpp"

#include <algorithm>

#include "page_token.hpp"
#include "python_text.hpp"
#include "tain/cli/command_error.hpp"

namespace tain::output {
namespace {

const std::string token_member = "NextToken";

/// A place in a list as Python's slices have it: negative ones count from the end, those outside are the
/// ends.
std::ptrdiff_t place_in(const Json& list, std::int64_t place) {
    const auto size = static_cast<std::int64_t>(list.size());
    return static_cast<std::ptrdiff_t>(std::clamp<std::int64_t>(place < 0 ? place + size : place, 0, size));
}

std::string list_member_of(const service::Shape& answer) {
    const auto found = std::ranges::find(answer.members, service::Kind::list,
                                         [](const service::Member& member) { return member.shape->kind; });
    return found == answer.members.end() ? std::string() : std::string(found->name);
}

/// Members of a token that somebody made himself are members of the request: they must exist.
void check_members(const service::Operation& operation, const Json& token) {
    std::string known;
    for (const service::Member& member : operation.input.members)
        known += (known.empty() ? "" : ", ") + std::string(member.name);
    for (const auto& [name, value] : token.items()) {
        const service::Member* member = service::find_member(operation.input, name);
        if (member == nullptr)
            throw cli::CommandError("Parameter validation failed:\nUnknown parameter in input: \"" + name +
                                    "\", must be one of: " + known);
        if (member->shape->kind == service::Kind::string && !value.is_string() && !value.is_null())
            throw cli::CommandError("Parameter validation failed:\nInvalid type for parameter " + name +
                                    ", value: " + python_text(value) + ", type: <class '" +
                                    python_type(value) + "'>, valid types: <class 'str'>");
    }
}

}  // namespace

Pages::Pages(service::Api& api, const service::Operation& operation, Json request, PageOptions options)
    : api_(api), operation_(operation), request_(std::move(request)), options_(std::move(options)) {
    if (!paginated()) return;
    list_member_ = list_member_of(operation.output);
    token_ = {{token_member, nullptr}};
    if (!options_.starting_token.empty()) {
        StartingToken start = parse_starting_token(options_.starting_token);
        token_ = std::move(start.request);
        skipped_ = start.skipped;
        check_members(operation, token_);
    }
    ask_for(token_);
    if (options_.page_size) request_["MaxResults"] = *options_.page_size;
}

bool Pages::paginated() const {
    return options_.paginate && operation_.paginated;
}

void Pages::ask_for(const Json& token) {
    for (const auto& [name, value] : token.items()) {
        if (value.is_null() || value == "None")
            request_.erase(name);
        else
            request_[name] = value;
    }
}

std::optional<Json> Pages::next() {
    if (ended_) return std::nullopt;
    if (repeated_)
        throw cli::CommandError(
            "Error during pagination: The same next token was received twice: " + python_source(token_),
            cli::exit_failure);
    Json page = api_.call(operation_, request_);
    if (paginated())
        take(page);
    else
        ended_ = true;
    return page;
}

void Pages::take(Json& page) {
    const bool resumed = first_ && !options_.starting_token.empty();
    if (resumed) skip_items(page);
    const std::int64_t skipped = first_ ? skipped_ : 0;
    first_ = false;
    const auto found = page.find(list_member_);
    const std::int64_t count = found == page.end() ? 0 : static_cast<std::int64_t>(found->size());
    if (options_.max_items && items_ + count > *options_.max_items) {
        end_within(page, *options_.max_items - items_, skipped);
        return;
    }
    items_ += count;
    look_for_more(page);
}

void Pages::skip_items(Json& page) {
    Json& list = page[list_member_];
    if (list.is_array()) list.erase(list.begin(), list.begin() + place_in(list, skipped_));
}

/// The page has more than may be shown: the same page again is where to go on, behind the items that are
/// kept.
void Pages::end_within(Json& page, std::int64_t kept, std::int64_t skipped) {
    Json& list = page[list_member_];
    if (list.is_null()) list = Json::array();
    list.erase(list.begin() + place_in(list, kept), list.end());
    resume_token_ = truncation_token(token_, kept + skipped);
    ended_ = true;
}

void Pages::look_for_more(const Json& page) {
    const auto found = page.find(token_member);
    if (found == page.end() || found->is_null() || *found == "") {
        ended_ = true;
        return;
    }
    Json token = {{token_member, *found}};
    if (options_.max_items && items_ == *options_.max_items) {
        resume_token_ = boundary_token(token);
        ended_ = true;
        return;
    }
    repeated_ = followed_ && token == token_;
    followed_ = true;
    token_ = std::move(token);
    ask_for(token_);
}

Json Pages::all() {
    if (!paginated()) return next().value_or(Json::object());
    Json document = Json::object();
    while (std::optional<Json> page = next()) {
        const auto found = page->find(list_member_);
        if (found == page->end() || found->is_null()) continue;
        if (!document.contains(list_member_))
            document[list_member_] = std::move(*found);
        else
            std::ranges::move(*found, std::back_inserter(document[list_member_]));
    }
    if (!resume_token_.empty()) document[token_member] = resume_token_;
    return document;
}

}  // namespace tain::output
