// SPDX-License-Identifier: Apache-2.0
// What scripts/coverage counts of a waveform: breaks when a bit is taken for another, when a first value
// seems to have moved, when a name of the same net is left out, or when a second NIC forgets what the first
// one moved.
#define BOOST_TEST_MODULE moved_bits
#include "moved_bits.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

constexpr const char* header =
    "$timescale 1ps $end\n"
    " $scope module TOP $end\n"
    "  $var wire  1 # clk $end\n"
    "  $scope module tain_nic $end\n"
    "   $var wire  1 # clk $end\n"
    "   $var wire  4 $ data [3:0] $end\n"
    "   $scope module lane[1] $end\n"
    "    $var wire  2 !! turn_q [1:0] $end\n"
    "   $upscope $end\n"
    "  $upscope $end\n"
    " $upscope $end\n"
    "$enddefinitions $end\n";

/// What was counted, after these texts came in chunks of so many bytes.
std::string counted(std::initializer_list<std::string> waves, std::size_t chunk) {
    tain::sim::MovedBits bits;
    for (const std::string& wave : waves) {
        tain::sim::CountedWave file(bits);
        file.open("");
        for (std::size_t from = 0; from < wave.size(); from += chunk) {
            const std::string part = wave.substr(from, chunk);
            file.write(part.data(), static_cast<ssize_t>(part.size()));
        }
        file.close();
    }
    const auto path = std::filesystem::temp_directory_path() / "tain_moved_bits_test";
    bits.write(path.string());
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    std::filesystem::remove(path);
    return text.str();
}

const std::string first = std::string(header) + "#0\n0#\nb1010 $\nb00 !!\n#1\n1#\nb1000 $\n#2\nb10 !!\n";
const std::string second = std::string(header) + "#0\n1#\nb0101 $\nb11 !!\n#1\nb0100 $\n";

}  // namespace

BOOST_AUTO_TEST_CASE(a_bit_counts_when_it_changes_and_under_all_its_names) {
    for (const std::size_t chunk : {1U, 7U, 10000U})
        BOOST_TEST(counted({first}, chunk) ==
                   "TOP clk 1\nTOP tain_nic clk 1\nTOP tain_nic data 0010\nTOP tain_nic lane[1] turn_q 10\n");
}

BOOST_AUTO_TEST_CASE(first_values_of_another_nic_do_not_move) {
    BOOST_TEST(counted({first, second}, 64) ==
               "TOP clk 1\nTOP tain_nic clk 1\nTOP tain_nic data 0011\nTOP tain_nic lane[1] turn_q 10\n");
}
