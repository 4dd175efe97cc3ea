// SPDX-License-Identifier: Apache-2.0
// `tain export` and `tain import`: would fail if anything got lost on the way, if half a file were made true,
// or if an error did not say where it is.
#include "bench.hpp"
#include "tain/commands/resource_file.hpp"

namespace tain::test {
namespace {

using commands::ResourceFile;

const std::string example = R"(# what we mirror
targets:
  - Name: tools
    NetworkInterfaceId: eni-0a000000000000009
    Description: "it's: 80% \"odd\", ünïcode"
filters:
  - Name: 123
    NetworkServices: [amazon-dns]
    IngressFilterRules:
      - {RuleNumber: 10, RuleAction: accept, Protocol: 6, SourceCidrBlock: 0.0.0.0/0,
         DestinationCidrBlock: 10.0.0.5/32, DestinationPortRange: {FromPort: 80, ToPort: 443}}
      - {RuleNumber: 20, RuleAction: reject, SourceCidrBlock: "::/0", DestinationCidrBlock: "2001:db8::/32"}
    EgressFilterRules:
sessions:
  - Name: web-1
    NetworkInterfaceId: eni-0a000000000000001
    TrafficMirrorTargetId: tools
    TrafficMirrorFilterId: 123
    SessionNumber: 1
    PacketLength: 128
    Tags: {team: network, "yes": "on", number: 0x10}
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(transfer)

BOOST_FIXTURE_TEST_CASE(what_is_exported_is_what_was_imported, CommandBench) {
    write("r.yaml", example);
    const std::string report = run({"import", path("r.yaml")});
    BOOST_REQUIRE_MESSAGE(exit_code == 0, err);
    BOOST_TEST(report.find("created  traffic-mirror-session") != std::string::npos, report);
    const std::string exported = run({"export"});
    for (const char* part :
         {"Description: \"it's: 80% \\\"odd\\\", ünïcode\"\n", "Name: \"123\"", "\"yes\": \"on\"",
          "SourceCidrBlock: \"::/0\"", "number: \"0x10\"", "PacketLength: 128\n"})
        BOOST_TEST(exported.find(part) != std::string::npos, part << " is not in\n" << exported);
    BOOST_TEST(exported.find("targets:") < exported.find("filters:"));
    BOOST_TEST(exported.find("filters:") < exported.find("sessions:"));

    // The same file again changes nothing, and so does what was exported.
    BOOST_TEST(run({"import", path("r.yaml")}).find("nothing was changed") != std::string::npos);
    BOOST_TEST(run({"export", "--output-file", path("e.yaml")}) == "");
    BOOST_TEST(read("e.yaml") == exported);
    BOOST_TEST(run({"import", "--replace", path("e.yaml")}).find("nothing was changed") != std::string::npos);

    // Elsewhere it makes the same objects, ids included.
    CommandBench other;
    other.write("e.yaml", exported);
    other.run({"import", other.path("e.yaml")});
    BOOST_REQUIRE_MESSAGE(other.exit_code == 0, other.err);
    BOOST_TEST(other.run({"export"}) == exported);
}

BOOST_FIXTURE_TEST_CASE(a_rehearsal_changes_nothing, CommandBench) {
    write("r.yaml", example);
    const std::string empty = run({"export"});
    const Json report = Json::parse(run({"import", "--dry-run", "--output", "json", path("r.yaml")}));
    BOOST_TEST(report["Created"].size() == 5U);
    BOOST_TEST(run({"export"}) == empty);
    run({"import", path("r.yaml")});
    const std::string all = run({"export"});
    write("none.yaml", "");
    BOOST_TEST(run({"import", "--replace", "--dry-run", path("none.yaml")}).find("deleted") !=
               std::string::npos);
    BOOST_TEST(run({"export"}) == all);
    run({"import", "--replace", path("none.yaml")});
    BOOST_TEST(run({"export"}) == empty);
}

BOOST_FIXTURE_TEST_CASE(an_error_names_file_line_and_key_and_changes_nothing, CommandBench) {
    const std::string empty = run({"export"});
    const auto refused = [&](const std::string& text, int code, const std::string& where) {
        write("r.yaml", text);
        check_refused({"import", path("r.yaml")}, code, path("r.yaml") + where);
        BOOST_TEST(std::ranges::count(err, '\n') >= 1);
        BOOST_TEST(run({"export"}) == empty);
    };
    refused(replaced(example, "SessionNumber: 1", "SessionNumber: 99999"), 254,
            ":19: sessions[0].SessionNumber: ");
    refused(replaced(example, "SessionNumber: 1", "SessionNumber: one"), 254,
            ":19: sessions[0].SessionNumber: ");
    refused(replaced(example, "    SessionNumber: 1\n", ""), 254, ":1");
    refused(replaced(example, "Protocol: 6", "Protokoll: 6"), 254,
            ":10: filters[0].IngressFilterRules[0].Protokoll: ");
    refused(replaced(example, "FilterId: 123", "FilterId: none"), 254,
            ":18: sessions[0].TrafficMirrorFilterId: ");
    refused(replaced(example, "eni-0a000000000000009", "eni-0a00000000000000f"), 254,
            ":4: targets[0].NetworkInterfaceId: ");
    refused(replaced(example, "sessions:", "session:"), 254, ":");
    refused(example + "targets: []\n", 255, ":22: targets: is given twice\n");
    refused("targets: [\n", 255, ":2: this is not YAML: ");
    refused("a: 1\n---\nb: 2\n", 255, ": the file must hold one YAML document\n");
    refused("- a\n", 255, ": it must be a mapping of targets, filters and sessions\n");
    refused("just text", 255, ": it must be a mapping");
    refused("targets:\n  - \n", 255, ":1: targets[0]: is empty\n");
    refused("targets:\n  - {[a]: b}\n", 255, ":2: targets[0]: a key must be a text\n");
    refused("targets: &a [*a]\n", 255, ":");
    refused("targets:\n  - *none\n", 255, ":2: this is not YAML: ");
    std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 9; ++j) laughs += before + ", ";
        laughs += before + "]\n";
    }
    refused(laughs, 255, ":");
    refused(std::string("targets: \0", 10), 255, ":");
    check_refused({"import", path("none.yaml")}, 255, path("none.yaml") + ": it can't be read\n");
    check_refused({"import", folder.path()}, 255, folder.path().string() + ": it can't be read\n");
    check_refused({"export", "--output-file", path("none/e.yaml")}, 255,
                  path("none/e.yaml") + ": can't be written");
}

BOOST_AUTO_TEST_CASE(numbers_are_where_the_api_has_them) {
    const ResourceFile file("a: {RuleNumber: 10, Name: 10, Protocol: x, ToPort: 007, Tags: {FromPort: -3}}",
                            "f");
    BOOST_TEST(file.document().dump() ==
               R"({"a":{"RuleNumber":10,"Name":"10","Protocol":"x","ToPort":7,"Tags":{"FromPort":-3}}})");
    BOOST_TEST(ResourceFile("", "f").document().dump() == "{}");
    BOOST_TEST(ResourceFile("# nothing\n", "f").document().dump() == "{}");
}

BOOST_AUTO_TEST_CASE(any_text_survives) {
    for (const std::string text :
         {"",     " ",          "a: b",     "- a", "#",  "a #b", "'",    "\"", "\\", "~",
          "null", "1e3",        ".5",       "0o7", "no", "a\nb", "a\tb", "[a", "{a", "a,b",
          "a]b",  "*a",         "&a",       "!a",  "%a", "@a",   "`a",   "|",  ">",  "ünïcode",
          "😀",    "2001-01-01", "12:30:45", "::",  "?",  "? a",  "=",    "<<"}) {
        const Json document{{"targets", {{{"Name", text}, {"Tags", {{"k", text}, {text + "k", "v"}}}}}}};
        const std::string yaml = commands::resource_text(document);
        BOOST_TEST(ResourceFile(yaml, "f").document().dump() == document.dump(), yaml);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
