// SPDX-License-Identifier: Apache-2.0
// The dialect of the shared config files. What each text means was found by giving it to the AWS client.
#include "ini_file.hpp"

#include <boost/test/unit_test.hpp>

#include "tain/text/characters.hpp"
#include "text.hpp"

BOOST_AUTO_TEST_SUITE(ini_file)

namespace {

using tain::endpoint::parse_ini;

/// "[a] x=1 y=2 [b]": sections in order, settings by name.
std::string meaning(std::string_view text) {
    const auto sections = parse_ini(text);
    if (!sections) return "refused";
    std::string shown;
    for (const auto& section : *sections) {
        shown += shown.empty() ? "[" : " [";
        shown += section.name + "]";
        for (const auto& [name, value] : section.settings) {
            shown += " " + name;
            shown += "=" + value;
        }
    }
    return shown;
}

}  // namespace

BOOST_AUTO_TEST_CASE(sections_and_settings) {
    BOOST_TEST(meaning("[default]\nregion = eu-1\noutput=json\n[b]\nX: 1\n") ==
               "[default] output=json region=eu-1 [b] x=1");
    BOOST_TEST(meaning("") == "");
    BOOST_TEST(meaning("[a]") == "[a]");
    BOOST_TEST(meaning("[a]\r\nx = 1\r\n[b]\ry=2\r") == "[a] x=1 [b] y=2");
    BOOST_TEST(meaning("  [a]  trailing words\n  x = 1\n  y = 2\n") == "[a] x=1 y=2");
    BOOST_TEST(meaning("[a]]\nx=1") == "[a]] x=1");
    BOOST_TEST(meaning("[a]\nkey with spaces = \"quoted\"\n") == "[a] key with spaces=\"quoted\"");
    BOOST_TEST(meaning("[a]\nx = 1 # no comment\ny = a=b:c\n") == "[a] x=1 # no comment y=a=b:c");
    BOOST_TEST(meaning("[a]\nx =\ny=\n") == "[a] x= y=");
}

BOOST_AUTO_TEST_CASE(comments_and_empty_lines) {
    BOOST_TEST(meaning("# c\n; c\n[a]\n   # c\nx=1\n\n\n; c\ny=2\n\n") == "[a] x=1 y=2");
    BOOST_TEST(meaning("[a]\n#x=1\n") == "[a]");
}

BOOST_AUTO_TEST_CASE(values_of_several_lines) {
    BOOST_TEST(meaning("[a]\nx = 1\n 2\n  3\ny=4\n") == "[a] x=1\n2\n3 y=4");
    BOOST_TEST(meaning("[a]\nx = 1\n\n  2\n") == "[a] x=1\n\n2");
    BOOST_TEST(meaning("[a]\n  x = 1\n y = 2\n") == "[a] x=1 y=2");
}

BOOST_AUTO_TEST_CASE(nested_settings) {
    BOOST_TEST(meaning("[a]\ns3 =\n  max = 1\n  style = path = x\nregion=r\n") ==
               "[a] region=r s3.max=1 s3.style=path = x");
    BOOST_TEST(meaning("[a]\ns3 =\n  no delimiter\n") == "refused");
    BOOST_TEST(meaning("[a]\ns3 =\n  colon: 1\n") == "refused");
}

BOOST_AUTO_TEST_CASE(inherited_settings) {
    BOOST_TEST(meaning("[a]\nx=1\n[DEFAULT]\nx=2\ny=3\n[b]\n") == "[a] x=1 y=3 [b] x=2 y=3");
}

BOOST_AUTO_TEST_CASE(what_is_not_of_the_form) {
    for (const std::string_view text :
         {"x=1\n", "words\n", "[a]\nwords\n", "[a]\n=1\n", "[a]\nx=1\nX=2\n", "[a]\n[b]\n[a]\n", "[]\n",
          "[a\n", "\xef\xbb\xbf[a]\n", "[a]\nx=\xff\n", "[a]\nx=\xc0\x80\n"})
        BOOST_TEST(meaning(text) == "refused", "taken: " << text);
}

BOOST_AUTO_TEST_CASE(hostile_text) {
    BOOST_TEST(meaning(std::string("[a]\nx=\0y\n", 9)) == std::string("[a] x=\0y", 8));
    BOOST_TEST(meaning("[a]\n" + std::string(100000, ' ') + "x=1") == "[a] x=1");
    BOOST_TEST(meaning("[a]\nx=" + std::string(1 << 20, 'v')).size() == (1U << 20U) + 6);
    BOOST_TEST(meaning("[a]\nx=\xe2\x82\xac") == "[a] x=\xe2\x82\xac");
}

BOOST_AUTO_TEST_CASE(words_as_a_shell_reads_them) {
    using tain::endpoint::shell_words;
    using Words = std::vector<std::string>;
    BOOST_TEST((shell_words("a  b\tc") == Words{"a", "b", "c"}));
    BOOST_TEST((shell_words("profile \"a b\" 'c d'e") == Words{"profile", "a b", "c de"}));
    BOOST_TEST((shell_words(R"(a\ b "\"\x" '\')") == Words{"a b", "\"\\x", "\\"}));
    BOOST_TEST((shell_words("'' \"\"") == Words{"", ""}));
    BOOST_TEST((shell_words("  ") == Words{}));
    BOOST_TEST(!shell_words("\"open"));
    BOOST_TEST(!shell_words("'open"));
    BOOST_TEST(!shell_words("end\\"));
}

BOOST_AUTO_TEST_CASE(utf8) {
    using tain::text::is_utf8;
    for (const std::string_view good :
         {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"})
        BOOST_TEST(is_utf8(good));
    for (const std::string_view bad :
         {"\x80", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
          "\xf5\x80\x80\x80", "\xff", "a\xe2\x82"})
        BOOST_TEST(!is_utf8(bad));
}

BOOST_AUTO_TEST_SUITE_END()
