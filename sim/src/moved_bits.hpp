// SPDX-License-Identifier: Apache-2.0
// Which bits of a NIC's signals have moved: a waveform (VCD) that is counted as it comes and written nowhere.
// For a model made with --trace; all NICs of a process are counted together.
#pragma once

#include <verilated_vcd_c.h>

#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tain::sim {

/// The signals that a waveform's header declares, and the bits of them that its values have moved.
class MovedBits {
  public:
    /// One line of a VCD file (IEEE 1800-2017, section 21.7), without its end.
    void line(std::string_view text) {
        if (text.empty() || text[0] == '#') return;
        if (in_header_) {
            declare(text);
        } else if (text[0] == 'b') {
            const auto blank = text.find(' ');
            take(text.substr(blank + 1), text.substr(1, blank - 1));
        } else {
            take(text.substr(1), text.substr(0, 1));
        }
    }

    /// The values that come next are the first: another NIC's, after its own header, or those after a reset.
    void begin() {
        in_header_ = true;
        declared_ = 0;
        for (Net& each : nets_) each.value.clear();
    }

    /// A line for each signal: its scopes and name, divided by blanks, and of each bit, the highest first,
    /// whether it moved.
    void write(const std::string& path) const {
        std::ofstream file(path);
        for (const Signal& each : signals_) file << each.name << ' ' << nets_[each.net].moved << '\n';
        if (!file.flush()) throw std::runtime_error(path + ": cannot be written");
    }

  private:
    struct Net {
        std::string value, moved;
    };
    struct Signal {
        std::string name;
        std::size_t net;
    };

    void declare(std::string_view text) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        const std::vector<std::string_view> words = split(text);
        if (words.empty()) return;
        if (words[0] == "$scope") {
            scopes_.emplace_back(words[2]);
        } else if (words[0] == "$upscope") {
            scopes_.pop_back();
        } else if (words[0] == "$enddefinitions") {
            in_header_ = false;
        } else if (words[0] == "$var" && declared_++ == signals_.size()) {  // every NIC declares the same
            std::string name;
            for (const std::string& each : scopes_) name += each + ' ';
            const std::size_t net = number(words[3]);
            if (net >= nets_.size()) nets_.resize(net + 1);
            nets_[net].moved.assign(std::stoul(std::string(words[2])), '0');
            signals_.push_back({name.append(words[4]), net});
        }
    }

    void take(std::string_view code, std::string_view value) {
        Net& net = nets_[number(code)];
        if (!net.value.empty())
            for (std::size_t i = 0; i < value.size(); ++i)
                if (value[i] != net.value[i]) net.moved[i] = '1';
        net.value = value;
    }

    /// Of a net's short name, of characters from ! to ~.
    static std::size_t number(std::string_view code) {
        std::size_t found = 0;
        for (const char each : code) found = found * 95 + static_cast<std::size_t>(each - ' ');
        return found;
    }

    static std::vector<std::string_view> split(std::string_view text) {
        std::vector<std::string_view> words;
        while (!text.empty()) {
            const auto end = std::min(text.find(' '), text.size());
            if (end > 0) words.push_back(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return words;
    }

    bool in_header_ = true;
    std::size_t declared_ = 0;
    std::vector<std::string> scopes_;
    std::vector<Net> nets_;
    std::vector<Signal> signals_;
};

/// The file to which Verilator writes; its lines go to the count.
class CountedWave : public VerilatedVcdFile {
  public:
    explicit CountedWave(MovedBits& bits) : bits_(bits) {}
    bool open(const std::string& /*name*/) override {
        bits_.begin();
        return true;
    }
    void close() override {}
    ssize_t write(const char* text, ssize_t length) override {
        begun_.append(text, static_cast<std::size_t>(length));
        std::size_t from = 0;
        for (std::size_t end = 0; (end = begun_.find('\n', from)) != std::string::npos; from = end + 1)
            bits_.line(std::string_view(begun_).substr(from, end - from));
        begun_.erase(0, from);
        return length;
    }

  private:
    MovedBits& bits_;
    std::string begun_;  // a line that has not ended
};

}  // namespace tain::sim
