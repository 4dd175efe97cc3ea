// SPDX-License-Identifier: Apache-2.0
// The XML of an answer: one element in well-formed UTF-8, or a refusal in the AWS client's words.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace tain::endpoint {

class XmlDocument {
  public:
    /// Throws cli::CommandError (255). Declared encodings and document types are ignored: it is always UTF-8,
    /// and no entities but XML's own five are known.
    explicit XmlDocument(std::string_view text);

    [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }

  private:
    pugi::xml_document document_;
};

/// "{ns}name" and "ns:name": "name".
std::string_view local_name(pugi::xml_node node);
/// The first child element of that local name; a null node where there is none.
pugi::xml_node child_of(pugi::xml_node parent, std::string_view name);
/// What stands before the first child element, comments and the marks of CDATA sections left out.
std::string text_of(pugi::xml_node node);

}  // namespace tain::endpoint
