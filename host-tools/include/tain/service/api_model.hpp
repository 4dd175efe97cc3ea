// SPDX-License-Identifier: Apache-2.0
// The mirror API as data: operations, their members, types, names and bounds. The command line, its help, the
// checks of the service and the form of its answers are all read from here; nothing else lists a member.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tain::service {

enum class Kind { string, integer, boolean, timestamp, structure, list };

/// What a string must look like before the service looks it up.
enum class Text { plain, description, choice, id, load_balancer_arn, cidr, client_token, tag_key, tag_value };

struct Range {
    std::int64_t least = 0;
    std::int64_t most = 0;
};

struct Shape;

/// One member of a structure, in the order in which answers show it.
struct Member {
    std::string_view name;  ///< "PacketLength": the key in JSON
    const Shape* shape = nullptr;
    std::string_view doc = {};      ///< one sentence for people
    bool required = false;          ///< the request is refused without it
    std::string_view wire_as = {};  ///< name on the wire where it differs from what the name itself gives
};

/// The type of a value and the bounds that the service puts on it.
struct Shape {
    std::string_view name = {};
    Kind kind = Kind::string;
    std::vector<Member> members = {};            ///< of a structure
    const Shape* element = nullptr;              ///< of a list
    Text text = Text::plain;                     ///< of a string
    std::vector<std::string_view> choices = {};  ///< of a string with Text::choice
    std::string_view prefix = {};                ///< of a string with Text::id: "tms-"
    std::string_view malformed = {};             ///< error code of an id or ARN that is not of its form
    std::optional<Range> range = {};             ///< of an integer
    std::string_view range_code = "InvalidParameterValue";  ///< error code of an integer beyond its range
    std::optional<std::int64_t> client_least = {};  ///< of an integer: what clients check before they send it
};

struct Operation {
    std::string_view name;   ///< "CreateTrafficMirrorSession"
    std::string_view group;  ///< heading in the list of operations
    std::string_view doc;
    Shape input = {};
    Shape output = {};                           ///< without members: clients print nothing
    std::vector<std::string_view> filters = {};  ///< of a describe: the names that `Filters` may use
    bool paginated = false;                      ///< clients follow `NextToken` by themselves
};

/// Every operation, in the order in which help lists them.
const std::vector<Operation>& operations();

/// The operation of that EC2 name ("DeleteTrafficMirrorFilter"); nullptr where there is none.
const Operation* find_operation(std::string_view name);

/// The same; throws tain::Error(InvalidAction) where there is none.
const Operation& get_operation(std::string_view name);

/// The member of that name; nullptr where the structure has none.
const Member* find_member(const Shape& structure, std::string_view name);

/// True where it only looks, false where it changes something.
inline bool is_describe(const Operation& operation) {
    return operation.name.starts_with("Describe");
}

/// The list in the answer of a describe.
const Member& list_member(const Operation& describe);

/// "PacketLength" -> "packet-length": how options, filter names and `RemoveFields` spell a member.
std::string dashed(std::string_view name);
/// "CreateTrafficMirrorSession" -> "create-traffic-mirror-session".
inline std::string command_name(const Operation& operation) {
    return dashed(operation.name);
}
/// The name in a query request ("TagSpecification", "DestinationPortRange").
std::string request_name(const Member& member);
/// The element name in an XML answer ("tagSet", "packetLength").
std::string element_name(const Member& member);

}  // namespace tain::service
