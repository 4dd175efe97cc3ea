// SPDX-License-Identifier: Apache-2.0
// The 32-bit words by which rows are recognized: a hash of an object's kind and id. Promise: within one
// configuration no two objects have the same cookie, and the same object gets the same one in every process
// (but for objects whose hashes collide, one chance in 2^32).
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tain/wanted.hpp"

namespace tain {

class Cookies {
  public:
    Cookies() = default;
    /// Cookies for every object of `wanted`; its ids are unique (check_fits).
    explicit Cookies(const Wanted& wanted);

    /// kind: "interface", "session", "filter", "target", "never-copied", "resolver"; name: the object's id.
    [[nodiscard]] std::uint32_t of(const std::string& kind, const std::string& name) const;
    [[nodiscard]] std::uint32_t of_rule(const Filter& filter, Direction direction, const Rule& rule) const;

    /// "kind name" by cookie, for reports.
    [[nodiscard]] const std::map<std::uint32_t, std::string>& names() const { return names_; }

  private:
    void add(const std::string& text);
    std::map<std::string, std::uint32_t> cookies_;
    std::map<std::uint32_t, std::string> names_;
};

}  // namespace tain
