// SPDX-License-Identifier: Apache-2.0
// The PCIe bus on a folder that looks like sysfs: would fail if the wrong BAR or offset were mapped, if two
// owners could have one NIC, or if an error did not name what was wrong.
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "checks.hpp"
#include "tain/pci_bus.hpp"

namespace tain::test {
namespace {

namespace fs = std::filesystem;

constexpr auto address = "0000:03:00.0";

/// A folder of its own for one test, with one function whose BAR 2 has `bytes` bytes.
struct FakeSysfs {
    explicit FakeSysfs(std::uintmax_t bytes = 1U << 20U) {
        std::string form = (fs::temp_directory_path() / "tain-pci-XXXXXX").string();
        root = ::mkdtemp(form.data());
        function = root / "bus/pci/devices" / address;
        fs::create_directories(function);
        std::ofstream(function / "resource2").put('\0');
        fs::resize_file(function / "resource2", bytes);
        std::ofstream(function / "enable") << "0\n";
        options.sysfs = root.string();
        options.lock_folder = root.string();
    }
    FakeSysfs(const FakeSysfs&) = delete;
    FakeSysfs& operator=(const FakeSysfs&) = delete;
    ~FakeSysfs() { fs::remove_all(root); }

    [[nodiscard]] std::string text(const std::string& name) const {
        std::ifstream file(function / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    fs::path root;
    fs::path function;
    PciOptions options;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(pci)

BOOST_AUTO_TEST_CASE(registers_are_the_words_of_the_bar) {
    const FakeSysfs sysfs;
    {
        const auto bus = open_pci(address, sysfs.options);
        bus->write32(0x10, 0x11223344);
        BOOST_CHECK_EQUAL(bus->read32(0x10), 0x11223344U);
        BOOST_CHECK_EQUAL(bus->read32(0xFFFFC), 0U);
        BOOST_CHECK_THROW(bus->read32(0x100000), Error);
    }
    BOOST_CHECK_EQUAL(sysfs.text("resource2").substr(0x10, 4), "\x44\x33\x22\x11");
    BOOST_CHECK_EQUAL(sysfs.text("enable").substr(0, 1), "1");
}

BOOST_AUTO_TEST_CASE(shells_have_other_offsets) {
    FakeSysfs sysfs(2U << 20U);
    sysfs.options.offset = 0x100000;
    open_pci(address, sysfs.options)->write32(0, 0x31323334);
    BOOST_CHECK_EQUAL(sysfs.text("resource2").substr(0x100000, 4), "4321");
    sysfs.options.offset = 0x100004;
    BOOST_CHECK_EXCEPTION(open_pci(address, sysfs.options), Error,
                          error_with("NicNotFound", "2097152 bytes"));
    sysfs.options.offset = 2;
    BOOST_CHECK_EXCEPTION(open_pci(address, sysfs.options), Error,
                          error_with("InvalidParameterValue", "offset"));
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_named) {
    FakeSysfs sysfs;
    BOOST_CHECK_EXCEPTION(open_pci("0000:04:00.0", sysfs.options), Error,
                          error_with("NicNotFound", "0000:04:00.0"));
    sysfs.options.resource = 0;
    BOOST_CHECK_EXCEPTION(open_pci(address, sysfs.options), Error, error_with("NicNotFound", "resource0"));
    const FakeSysfs small(4096);
    BOOST_CHECK_EXCEPTION(open_pci(address, small.options), Error, error_with("NicNotFound", "4096 bytes"));
}

BOOST_AUTO_TEST_CASE(an_address_is_no_path) {
    const FakeSysfs sysfs;
    for (const char* bad : {"", "03:00.0", "../../../etc", "0000:03:00.0/", "000g:03:00.0"}) {
        BOOST_CHECK_EXCEPTION(open_pci(bad, sysfs.options), Error,
                              error_with("InvalidParameterValue", "address"));
    }
}

BOOST_AUTO_TEST_CASE(one_owner_at_a_time) {
    const FakeSysfs sysfs;
    {
        const auto bus = open_pci(address, sysfs.options);
        const std::string owner = "process " + std::to_string(::getpid());
        BOOST_CHECK_EXCEPTION(open_pci(address, sysfs.options), Error, error_with("NicBusy", owner));
        const pid_t child = ::fork();
        if (child == 0) {
            int refused = 1;
            try {
                open_pci(address, sysfs.options);
            } catch (const Error& error) {
                refused = error.code() == "NicBusy" ? 0 : 2;
            }
            ::_exit(refused);
        }
        int status = -1;
        BOOST_REQUIRE_EQUAL(::waitpid(child, &status, 0), child);
        BOOST_CHECK_EQUAL(status, 0);
    }
    BOOST_CHECK_NO_THROW(open_pci(address, sysfs.options));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
