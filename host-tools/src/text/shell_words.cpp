// SPDX-License-Identifier: Apache-2.0
#include "tain/text/shell_words.hpp"

#include "tain/cli/command_error.hpp"

namespace tain::text {
namespace {

class Splitter {
  public:
    explicit Splitter(std::string_view line) : line_(line) {}

    std::vector<std::string> split() {
        while (at_ < line_.size()) {
            const char c = line_[at_++];
            if (c == '\'' || c == '"') {
                quoted(c);
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                end_word();
            } else {
                add(c == '\\' ? escaped() : c);
            }
        }
        end_word();
        return std::move(words_);
    }

  private:
    void quoted(char quote) {
        in_word_ = true;
        while (at_ < line_.size() && line_[at_] != quote) {
            const char c = line_[at_++];
            const bool escapes =
                quote == '"' && c == '\\' && at_ < line_.size() && (line_[at_] == '"' || line_[at_] == '\\');
            add(escapes ? line_[at_++] : c);
        }
        if (at_++ >= line_.size()) throw cli::CommandError("No closing quotation", cli::exit_failure);
    }

    char escaped() {
        if (at_ == line_.size()) throw cli::CommandError("No escaped character", cli::exit_failure);
        return line_[at_++];
    }

    void add(char c) {
        word_ += c;
        in_word_ = true;
    }

    void end_word() {
        if (in_word_) words_.push_back(std::move(word_));
        word_.clear();
        in_word_ = false;
    }

    std::string_view line_;
    std::size_t at_ = 0;
    std::string word_;
    bool in_word_ = false;
    std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> shell_words(std::string_view line) {
    return Splitter(line).split();
}

}  // namespace tain::text
