// SPDX-License-Identifier: Apache-2.0
#include "tain/cli/parameter_file.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "tain/cli/command_error.hpp"
#include "tain/cli/request.hpp"
#include "tain/text/characters.hpp"

namespace tain::cli {
namespace {

/// "~/x" and "~user/x", as shells know them; as it is where there is no such user.
std::string with_home(const std::string& path) {
    if (!path.starts_with('~')) return path;
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string user = path.substr(1, end - 1);
    const char* variable = user.empty() ? std::getenv("HOME") : nullptr;
    std::string home = variable == nullptr ? "" : variable;
    if (variable == nullptr) {
        const passwd* entry = user.empty() ? getpwuid(getuid()) : getpwnam(user.c_str());
        if (entry == nullptr) return path;
        home = entry->pw_dir;
    }
    home.erase(home.find_last_not_of('/') + 1);
    const std::string whole = home + path.substr(end);
    return whole.empty() ? "/" : whole;
}

bool is_name_part(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The name of the variable at `dollar` ("$NAME" or "${NAME}") and where it ends; empty where there is none.
std::pair<std::string, std::size_t> variable_at(const std::string& path, std::size_t dollar) {
    const std::size_t first = dollar + 1;
    if (first < path.size() && path[first] == '{') {
        const std::size_t close = path.find('}', first);
        if (close == std::string::npos) return {"", first};
        return {path.substr(first + 1, close - first - 1), close + 1};
    }
    const auto end =
        std::find_if_not(path.begin() + static_cast<std::ptrdiff_t>(first), path.end(), is_name_part);
    return {std::string(path.begin() + static_cast<std::ptrdiff_t>(first), end),
            static_cast<std::size_t>(end - path.begin())};
}

/// Variables that are not set stay as they are.
std::string with_variables(std::string path) {
    for (std::size_t at = path.find('$'); at != std::string::npos; at = path.find('$', at)) {
        const auto [name, end] = variable_at(path, at);
        const char* value = name.empty() ? nullptr : std::getenv(name.c_str());
        if (value != nullptr) path.replace(at, end - at, value);
        at = value == nullptr ? end : at + std::strlen(value);
    }
    return path;
}

class File {
  public:
    explicit File(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    File(File&&) = delete;
    File& operator=(File&&) = delete;
    ~File() {
        if (descriptor_ >= 0) close(descriptor_);
    }

    /// All of it; nullopt with `errno` set where that fails.
    [[nodiscard]] std::optional<std::string> contents() const {
        if (descriptor_ < 0) return std::nullopt;
        std::string text;
        std::array<char, 65536> buffer{};
        ssize_t length = 0;
        while ((length = read(descriptor_, buffer.data(), buffer.size())) != 0) {
            if (length < 0 && errno == EINTR) continue;
            if (length < 0) return std::nullopt;
            text.append(buffer.data(), static_cast<std::size_t>(length));
        }
        return text;
    }

  private:
    int descriptor_;
};

std::string with_plain_line_ends(const std::string& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        plain += text[i] == '\r' ? '\n' : text[i];
    }
    return plain;
}

Value text_of_file(const std::string& option, const std::string& path, const std::string& contents) {
    const std::u32string characters = text::code_points(contents);
    if (std::ranges::any_of(characters, text::is_surrogate))
        refuse_parameter(option,
                         "Unable to load paramfile (" + path +
                             "), text contents could not be decoded.  If this is a binary file, please "
                             "use the fileb:// prefix instead of the file:// prefix.");
    return Value::of_text(with_plain_line_ends(contents));
}

}  // namespace

void refuse_parameter(const std::string& option, const std::string& message) {
    throw CommandError("Error parsing parameter '" + option + "': " + message);
}

std::optional<Value> load_parameter_file(const std::string& option, const std::string& word) {
    const std::size_t mark = word.find("://");
    const std::string kind = mark == std::string::npos ? "" : word.substr(0, mark);
    if (kind != "file" && kind != "fileb") return std::nullopt;
    const std::string path = with_variables(with_home(word.substr(mark + 3)));
    const std::optional<std::string> contents = File(path).contents();
    if (!contents)
        refuse_parameter(option, "Unable to load paramfile " + word + ": [Errno " + std::to_string(errno) +
                                     "] " + std::strerror(errno) + ": " + repr(path));
    if (kind == "file") return text_of_file(option, path, *contents);
    return Value{.type = Type::bytes, .text = *contents};
}

std::string text_parameter(const std::string& option, const std::string& word) {
    const std::optional<Value> file = load_parameter_file(option, word);
    return file ? file->text : word;
}

}  // namespace tain::cli
