// SPDX-License-Identifier: Apache-2.0
// Captures in and out: what is read, what is refused and in which words, and that nothing of an old file is
// lost.
#define BOOST_TEST_MODULE capture_file
#include "tain/sim/capture_file.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "folder.hpp"
#include "tain/error.hpp"
#include "tain/test/frames.hpp"

using namespace tain;
using namespace tain::test;
using sim::CapturedFrame;
using sim::CaptureReader;
using sim::CaptureWriter;

namespace {

std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Little-endian pcap with microseconds.
Bytes pcap_header(const char* link_type = "01000000") {
    return join({hex("d4c3b2a1 0200 0400 00000000 00000000 ffff0000"), hex(link_type)});
}
/// caplen 3, len 9: second 2, microsecond 5.
Bytes record() {
    return hex("02000000 05000000 03000000 09000000 aabbcc");
}
Bytes empty_record() {
    return hex("02000000 05000000 00000000 09000000");
}

/// One Ethernet packet of 4 bytes in a pcapng, time in microseconds: its upper half, its lower half.
Bytes pcapng(const char* time = "00000000 07000000") {
    return join({hex("0a0d0d0a 1c000000 4d3c2b1a 01000000 ffffffffffffffff 1c000000"),
                 hex("01000000 14000000 01000000 00000400 14000000"), hex("06000000 24000000 00000000"),
                 hex(time), hex("04000000 04000000 01020304 24000000")});
}

std::vector<CapturedFrame> all(CaptureReader& reader) {
    std::vector<CapturedFrame> frames;
    while (auto frame = reader.next()) frames.push_back(std::move(*frame));
    return frames;
}

auto fails_with(const std::string& code, const std::string& path, const std::string& words) {
    return [=](const Error& error) {
        return error.code() == code && error.object() == path &&
               std::string(error.what()).find(words) != std::string::npos;
    };
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(reading, Folder)

BOOST_AUTO_TEST_CASE(the_captured_bytes_are_the_frame) {
    CaptureReader reader(file("a.pcap", join({pcap_header(), record(), record()})));
    const auto frames = all(reader);
    BOOST_REQUIRE(frames.size() == 2U);
    BOOST_TEST((frames[0].bytes == hex("aabbcc")));
    BOOST_TEST(frames[0].time == 2'000'005'000);
    BOOST_TEST(!reader.cut_short());
    BOOST_TEST(reader.bytes_read() == reader.bytes_total());
}

BOOST_AUTO_TEST_CASE(nanosecond_and_big_endian_captures) {
    CaptureReader reader(file("a.pcap", join({hex("a1b23c4d 0002 0004 00000000 00000000 00040000 00000001"),
                                              hex("00000002 00000005 00000001 00000001 7f")})));
    const auto frames = all(reader);
    BOOST_REQUIRE(frames.size() == 1U);
    BOOST_TEST(frames[0].time == 2'000'000'005);
}

BOOST_AUTO_TEST_CASE(pcapng_is_read) {
    CaptureReader reader(file("a.pcapng", pcapng()));
    const auto frames = all(reader);
    BOOST_REQUIRE(frames.size() == 1U);
    BOOST_TEST((frames[0].bytes == hex("01020304")));
    BOOST_TEST(frames[0].time == 7000);
}

// pcapng can say times that neither nanoseconds in 64 bits nor a pcap can.
BOOST_AUTO_TEST_CASE(a_time_beyond_2106_is_the_last_second_of_it) {
    CaptureReader reader(file("a.pcapng", pcapng("ffffff7f ffffffff")));
    const auto frames = all(reader);
    BOOST_REQUIRE(frames.size() == 1U);
    BOOST_TEST(frames[0].time / 1'000'000'000 == 0xffffffffLL);
}

BOOST_AUTO_TEST_CASE(empty_records_are_skipped_and_counted) {
    CaptureReader reader(file("a.pcap", join({pcap_header(), empty_record(), record(), empty_record()})));
    BOOST_TEST(all(reader).size() == 1U);
    BOOST_TEST(reader.empty_records() == 2U);
    BOOST_TEST(!reader.cut_short());
}

BOOST_AUTO_TEST_CASE(a_capture_may_hold_nothing) {
    CaptureReader reader(file("a.pcap", pcap_header()));
    BOOST_TEST(all(reader).empty());
    BOOST_TEST(!reader.cut_short());
}

BOOST_AUTO_TEST_CASE(whole_records_of_a_cut_capture_are_delivered) {
    const Bytes whole = join({pcap_header(), record(), record()});
    const std::size_t second_record_at = 24 + 19;
    for (std::size_t length = second_record_at + 1; length < whole.size(); ++length) {
        CaptureReader reader(file("a.pcap", Bytes(whole.begin(), whole.begin() + static_cast<long>(length))));
        BOOST_TEST(all(reader).size() == 1U);
        BOOST_TEST(reader.cut_short().value_or("").find("truncated") != std::string::npos);
        BOOST_TEST(!reader.next());  // and stays at its end
    }
}

BOOST_AUTO_TEST_CASE(an_absurd_record_ends_the_capture) {
    CaptureReader reader(
        file("a.pcap", join({pcap_header(), record(), hex("00000000 00000000 ffffff7f ffffff7f")})));
    BOOST_TEST(all(reader).size() == 1U);
    BOOST_TEST(reader.cut_short().has_value());
}

BOOST_AUTO_TEST_CASE(other_link_types_are_refused_by_name) {
    const std::string path = file("a.pcap", join({pcap_header("65000000"), record()}));
    BOOST_CHECK_EXCEPTION(CaptureReader{path}, Error, fails_with("NotEthernet", path, "RAW"));
}

BOOST_AUTO_TEST_CASE(other_files_are_refused) {
    const std::string text = file("a.txt", hex("68656c6c6f0a68656c6c6f0a68656c6c6f0a68656c6c6f0a"));
    BOOST_CHECK_EXCEPTION(CaptureReader{text}, Error, fails_with("NotACapture", text, "not a pcap"));
    const std::string empty = file("empty", {});
    BOOST_CHECK_EXCEPTION(CaptureReader{empty}, Error, fails_with("NotACapture", empty, "not a pcap"));
    const std::string absent = file("absent.pcap");
    BOOST_CHECK_EXCEPTION(CaptureReader{absent}, Error,
                          fails_with("InputUnreadable", absent, "No such file"));
    const std::string folder = file(".");
    BOOST_CHECK_EXCEPTION(CaptureReader{folder}, Error, fails_with("InputUnreadable", folder, "directory"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(writing, Folder)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again) {
    const std::string path = file("out.pcap");
    CaptureWriter writer(path);
    writer.write(1'700'000'000'123'456'789, hex("010203"));
    writer.write(5, counting(65535));
    writer.commit();
    CaptureReader reader(path);
    const auto frames = all(reader);
    BOOST_REQUIRE(frames.size() == 2U);
    BOOST_TEST(frames[0].time == 1'700'000'000'123'456'789);
    BOOST_TEST((frames[0].bytes == hex("010203")));
    BOOST_TEST(frames[1].time == 5);
    BOOST_TEST((frames[1].bytes == counting(65535)));
}

BOOST_AUTO_TEST_CASE(records_are_whole) {
    const std::string path = file("out.pcap");
    CaptureWriter writer(path);
    writer.write(0, hex("010203"));
    writer.commit();
    const std::string bytes = content(path);
    BOOST_TEST(bytes.substr(24 + 8, 4) == std::string("\3\0\0\0", 4));   // caplen
    BOOST_TEST(bytes.substr(24 + 12, 4) == std::string("\3\0\0\0", 4));  // len
}

BOOST_AUTO_TEST_CASE(an_old_file_stays_until_the_new_one_is_whole) {
    const std::string path = file("out.pcap", hex("6f6c64"));
    {
        CaptureWriter writer(path);
        writer.write(0, counting(100000));
    }
    BOOST_TEST(content(path) == "old");
    const auto entries = std::distance(std::filesystem::directory_iterator(file(".")), {});
    BOOST_TEST(entries == 1);  // nothing half done lies beside it
    CaptureWriter writer(path);
    writer.commit();
    BOOST_TEST(content(path).size() == 24U);
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_an_error) {
    const std::string full = "/dev/full";
    CaptureWriter few(full);
    few.write(0, counting(10));
    BOOST_CHECK_EXCEPTION(few.commit(), Error, fails_with("OutputUnwritable", full, "No space left"));
    CaptureWriter many(full);
    const auto write_many = [&] {
        for (int i = 0; i < 100; ++i) many.write(0, counting(10000));
    };
    BOOST_CHECK_EXCEPTION(write_many(), Error, fails_with("OutputUnwritable", full, "No space left"));
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_written) {
    const std::string nowhere = file("no/such/out.pcap");
    BOOST_CHECK_EXCEPTION(CaptureWriter{nowhere}, Error,
                          fails_with("OutputUnwritable", nowhere, "No such file"));
    const std::string folder = file(".");
    BOOST_CHECK_EXCEPTION(CaptureWriter{folder}, Error, fails_with("OutputUnwritable", folder, "directory"));
}

BOOST_AUTO_TEST_SUITE_END()
