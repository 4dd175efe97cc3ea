// SPDX-License-Identifier: Apache-2.0
// The one error type of tain: what kind of thing went wrong, with which object, in which of its fields.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace tain {

/// Thrown by every library of tain. `what()` is one line fit for a person; it names the object and the field.
class Error : public std::runtime_error {
  public:
    /// code:   what kind of error; an EC2 error code where one exists ("InvalidParameterValue"), else a
    ///         CamelCase word of tain's own ("NicVersionMismatch").
    /// object: the id or name of what is at fault ("tmf-0123…", "tain.yaml:12", "eni-…"), may be empty.
    /// field:  the member, option or key at fault ("SessionNumber"), may be empty.
    Error(std::string code, std::string object, std::string field, const std::string& message)
        : std::runtime_error(message),
          code_(std::move(code)),
          object_(std::move(object)),
          field_(std::move(field)) {}

    [[nodiscard]] const std::string& code() const { return code_; }
    [[nodiscard]] const std::string& object() const { return object_; }
    [[nodiscard]] const std::string& field() const { return field_; }

  private:
    std::string code_;
    std::string object_;
    std::string field_;
};

}  // namespace tain
