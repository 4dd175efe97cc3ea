// SPDX-License-Identifier: Apache-2.0
// The YAML file of `tain import` and `tain export`, to and from the document of
// service/resource_document.hpp.
#pragma once

#include <map>
#include <string>

#include "tain/service/validation.hpp"

namespace tain::commands {

/// A document and where its entries stand in the file.
class ResourceFile {
  public:
    /// Scalars become numbers where the API has integers, else texts; what is left empty counts as absent.
    /// Throws tain::Error(InvalidDocument): "FILE:LINE: KEY: MESSAGE". `name` stands for the file.
    ResourceFile(const std::string& text, std::string name);

    [[nodiscard]] const service::Json& document() const { return document_; }
    /// A refusal of the service, which begins with the place of an entry, with file and line before it.
    [[nodiscard]] std::string located(const std::string& message) const;

  private:
    friend class ResourceReader;
    std::string name_;
    service::Json document_ = service::Json::object();
    std::map<std::string, int> lines_;  ///< by place: "filters[0].IngressFilterRules[2]"
};

/// Fit for people, and for ResourceFile.
std::string resource_text(const service::Json& document);

}  // namespace tain::commands
