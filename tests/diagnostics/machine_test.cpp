// machine_test - what each test of the computer makes of recorded and of broken trees.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "kiosk/diagnostics/proof.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/diagnostics/storage.hpp"
#include "tests/diagnostics/tree.hpp"

namespace vestibule::diagnostics {
namespace {

using testing::finding_of;
using ::testing::HasSubstr;
using testing::Tree;

struct Case {
    const char* name;
    const char* test;
    std::vector<std::pair<const char*, std::string>> files;
    Verdict verdict;
    const char* value;  ///< stands in the value
};

std::string edid(int width_cm, int height_cm) {
    std::string bytes(128, '\0');
    bytes[21] = static_cast<char>(width_cm);
    bytes[22] = static_cast<char>(height_cm);
    return bytes;
}

constexpr const char* kSecureBoot = "sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
constexpr const char* kSetupMode = "sys/firmware/efi/efivars/SetupMode-8be4df61-93ca-11d2-aa0d-00e098032b8c";
std::string efi(int value) {
    return std::string("\x06\0\0\0", 4) + static_cast<char>(value);
}

using V = Verdict;
const std::vector<Case> kCases = {
    {"Cool", "system.temperature", {{"sys/class/thermal/thermal_zone0/temp", "51000\n"}}, V::Pass, "51 C"},
    {"HottestCounts",
     "system.temperature",
     {{"sys/class/thermal/thermal_zone0/temp", "41000"},
      {"sys/class/thermal/thermal_zone1/temp", "84000"},
      {"sys/class/thermal/thermal_zone1/type", "x86_pkg_temp\n"}},
     V::Warn,
     "84 C (x86_pkg_temp)"},
    {"TooHot", "system.temperature", {{"sys/class/thermal/thermal_zone0/temp", "97000"}}, V::Fail, "97 C"},
    {"NoSensor", "system.temperature", {}, V::NotApplicable, "no thermal"},
    {"SensorOfRubbish",
     "system.temperature",
     {{"sys/class/thermal/thermal_zone0/temp", "hot\n"}},
     V::NotApplicable,
     ""},
    {"Throttled",
     "system.throttling",
     {{"sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "0"},
      {"sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count", "12"}},
     V::Warn,
     "12 times"},
    {"NotThrottled",
     "system.throttling",
     {{"sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "0"}},
     V::Pass,
     "0 times"},
    {"MemoryEnough",
     "system.memory",
     {{"proc/meminfo", "MemTotal: 4000000 kB\nMemAvailable: 2097152 kB\n"}},
     V::Pass,
     "2048 MiB"},
    {"MemoryLow", "system.memory", {{"proc/meminfo", "MemAvailable: 204800 kB\n"}}, V::Warn, "200 MiB"},
    {"MemoryGone", "system.memory", {{"proc/meminfo", "MemAvailable: 61440 kB\n"}}, V::Fail, "60 MiB"},
    {"MemoryUnknown", "system.memory", {{"proc/meminfo", "nothing\n"}}, V::Inconclusive, ""},
    {"NoPressure",
     "system.pressure",
     {{"proc/pressure/cpu", "some avg10=9 avg60=88.00 avg300=1 total=1"},
      {"proc/pressure/memory", "some avg10=0.00 avg60=0.10 avg300=0 total=1"}},
     V::Pass,
     "cpu 88.0 %, memory 0.1 %"},
    {"MemoryPressure",
     "system.pressure",
     {{"proc/pressure/memory", "some avg10=0 avg60=31.20 avg300=0 total=1"}},
     V::Warn,
     "31.2 %"},
    {"WatchdogArmed",
     "system.watchdog",
     {{"sys/class/watchdog/watchdog0/state", "active"}, {"sys/class/watchdog/watchdog0/timeout", "30"}},
     V::Pass,
     "active, 30 s"},
    {"WatchdogAsleep", "system.watchdog", {{"sys/class/watchdog/watchdog0/state", "inactive"}}, V::Warn, "inactive"},
    {"ResetByWatchdog", "system.reset", {{"sys/class/watchdog/watchdog0/bootstatus", "32"}}, V::Warn, "watchdog"},
    {"ResetByHeat", "system.reset", {{"sys/class/watchdog/watchdog0/bootstatus", "1"}}, V::Warn, "heat"},
    {"Panic", "system.reset", {{"sys/fs/pstore/dmesg-efi-1", "Oops"}}, V::Warn, "the kernel stopped"},
    {"PanicOfTheImage",
     "system.reset",
     {{"run/vestibule-boot/panicked", ""}, {"sys/class/watchdog/watchdog0/bootstatus", "0"}},
     V::Warn,
     "the kernel stopped"},
    {"CleanStart", "system.reset", {{"sys/class/watchdog/watchdog0/bootstatus", "0"}}, V::Pass, ""},
    {"OwnSize",
     "display.native",
     {{"sys/class/drm/card0-DP-1/status", "connected"},
      {"sys/class/drm/card0-DP-1/modes", "1080x1920\n800x600\n"},
      {"sys/class/graphics/fb0/virtual_size", "1080,1920\n"}},
     V::Pass,
     "1080x1920"},
    {"AnotherSize",
     "display.native",
     {{"sys/class/drm/card0-DP-1/status", "connected"},
      {"sys/class/drm/card0-DP-1/modes", "1080x1920\n800x600\n"},
      {"sys/class/graphics/fb0/virtual_size", "800,600\n"}},
     V::Warn,
     "800x600"},
    {"Uptime", "system.uptime", {{"proc/uptime", "93784.21 180000.00\n"}}, V::Pass, "1 d 2 h 3 min"},
    {"UptimeUnknown", "system.uptime", {}, V::Inconclusive, ""},
    {"Version",
     "system.version",
     {{"etc/os-release", "ID=x\nPRETTY_NAME=\"Clinic OS 4\"\n"}, {"proc/sys/kernel/osrelease", "6.1.0-9\n"}},
     V::Pass,
     ", Clinic OS 4, kernel 6.1.0-9"},
    {"Slot", "system.slot", {{"proc/cmdline", "quiet rauc.slot=B panic=10\n"}}, V::Pass, "slot B"},

    {"SwapOff", "security.swap", {{"proc/swaps", "Filename Type Size Used Priority\n"}}, V::Pass, "off"},
    {"SwapOn",
     "security.swap",
     {{"proc/swaps", "Filename Type Size Used Priority\n/dev/zram0 partition 1 0 -2\n"}},
     V::Fail,
     "/dev/zram0"},
    {"SwapUnknown", "security.swap", {}, V::Inconclusive, ""},
    {"CoresNowhere", "security.cores", {{"proc/sys/kernel/core_pattern", "|/bin/false\n"}}, V::Pass, ""},
    {"CoresToAFile", "security.cores", {{"proc/sys/kernel/core_pattern", "core\n"}}, V::Warn, "core"},
    {"Zeroing", "security.zeroing", {{"proc/cmdline", "ro init_on_free=1"}}, V::Pass, ""},
    {"NotZeroing", "security.zeroing", {{"proc/cmdline", "ro init_on_free=0"}}, V::Fail, ""},
    {"SecureBootOn", "security.secure-boot", {{kSecureBoot, efi(1)}, {kSetupMode, efi(0)}}, V::Pass, "on"},
    {"SecureBootOff", "security.secure-boot", {{kSecureBoot, efi(0)}}, V::Fail, "off"},
    {"SetupMode", "security.secure-boot", {{kSecureBoot, efi(1)}, {kSetupMode, efi(1)}}, V::Fail, "set-up mode"},
    {"SecureBootCut", "security.secure-boot", {{kSecureBoot, "\x06"}}, V::Inconclusive, ""},
    {"NoFirmware", "security.secure-boot", {}, V::NotApplicable, ""},
    {"Verity",
     "security.verity",
     {{"sys/block/dm-0/dm/uuid", "CRYPT-VERITY-12-root\n"}, {"sys/block/dm-0/dm/name", "root"}},
     V::Pass,
     "root"},
    {"OnlyCrypt", "security.verity", {{"sys/block/dm-0/dm/uuid", "CRYPT-LUKS2-12-var\n"}}, V::NotApplicable, ""},
    {"Tpm2", "security.tpm", {{"sys/class/tpm/tpm0/tpm_version_major", "2"}}, V::Pass, "TPM 2"},
    {"Tpm1", "security.tpm", {{"sys/class/tpm/tpm0/tpm_version_major", "1"}}, V::Warn, "TPM 1"},
    {"StateSealed", "security.state", {{"run/vestibule-boot/state", "tpm\n"}}, V::Pass, "TPM"},
    {"StatePlain", "security.state", {{"run/vestibule-boot/state", "plain\n"}}, V::Warn, "no TPM"},
    {"StateInMemory", "security.state", {{"run/vestibule-boot/state", "memory\n"}}, V::Fail, "memory"},
    {"BundleInUse", "security.site-bundle", {{"run/vestibule-boot/site-bundle", "in use: bundle 7\n"}}, V::Pass, "7"},
    {"BundleRefused",
     "security.site-bundle",
     {{"run/vestibule-boot/site-bundle", "refused: E122 a bundle's signature is not believed\n"}},
     V::Warn,
     "E122"},
    {"BundleOfNoImage", "security.site-bundle", {}, V::NotApplicable, ""},
    {"StateOfNoImage", "security.state", {}, V::NotApplicable, ""},
    {"Loopback", "security.cameras", {{"sys/module/v4l2loopback/version", "1"}}, V::Fail, "v4l2loopback"},
    {"CameraOfNothing", "security.cameras", {{"sys/class/video4linux/video7/name", "x"}}, V::Fail, "video7"},
    {"CameraOfUsb", "security.cameras", {{"sys/class/video4linux/video0/device/modalias", "usb"}}, V::Pass, "none"},
    {"Lockdown",
     "security.lockdown",
     {{"sys/kernel/security/lockdown", "none [integrity] confidentiality"}},
     V::Pass,
     ""},
    {"NoLockdown",
     "security.lockdown",
     {{"sys/kernel/security/lockdown", "[none] integrity confidentiality"}},
     V::Warn,
     ""},

    {"WornALittle", "storage.wear", {{"sys/block/mmcblk0/device/life_time", "0x03 0x02\n"}}, V::Pass, "30 %"},
    {"Worn", "storage.wear", {{"sys/block/mmcblk0/device/life_time", "0x02 0x09"}}, V::Warn, "90 %"},
    {"WornOut", "storage.wear", {{"sys/block/mmcblk0/device/life_time", "0x0b 0x01"}}, V::Fail, "110 %"},
    {"EndOfLife",
     "storage.wear",
     {{"sys/block/mmcblk0/device/life_time", "0x01 0x01"}, {"sys/block/mmcblk0/device/pre_eol_info", "0x03"}},
     V::Fail,
     "100 %"},
    {"WearUnknown", "storage.wear", {{"sys/block/sda/size", "1"}}, V::Inconclusive, ""},
    {"DiskErrors", "storage.errors", {{"sys/fs/ext4/sda2/errors_count", "3"}}, V::Fail, "3 errors"},
    {"RootReadOnly", "storage.root", {{"proc/self/mounts", "/dev/dm-0 / ext4 ro,relatime 0 0\n"}}, V::Pass, "ext4 ro"},
    {"RootWritable", "storage.root", {{"proc/self/mounts", "/dev/sda2 / ext4 rw,relatime 0 0\n"}}, V::Warn, "rw"},
    {"StateReadOnly", "storage.state", {{"proc/self/mounts", "/dev/sda3 / ext4 ro,relatime 0 0\n"}}, V::Fail, "ro"},

    {"Display",
     "display.mode",
     {{"sys/class/drm/card0-HDMI-A-1/status", "connected"},
      {"sys/class/drm/card0-HDMI-A-1/enabled", "enabled"},
      {"sys/class/drm/card0-HDMI-A-1/modes", "1080x1920\n800x600\n"}},
     V::Pass,
     "1080x1920"},
    {"DisplayOff", "display.mode", {{"sys/class/drm/card0-HDMI-A-1/status", "disconnected"}}, V::Fail, "no display"},
    {"DisplayDark",
     "display.mode",
     {{"sys/class/drm/card0-DP-1/status", "connected"}, {"sys/class/drm/card0-DP-1/enabled", "disabled"}},
     V::Warn,
     "disabled"},
    {"TwoDisplays",
     "display.mode",
     {{"sys/class/drm/card0-DP-1/status", "connected"}, {"sys/class/drm/card0-DP-2/status", "connected"}},
     V::Warn,
     "2 displays"},
    {"Size",
     "display.size",
     {{"sys/class/drm/card0-DP-1/status", "connected"}, {"sys/class/drm/card0-DP-1/edid", edid(27, 48)}},
     V::Pass,
     "21.7 inch"},
    {"OtherSize",
     "display.size",
     {{"sys/class/drm/card0-DP-1/status", "connected"}, {"sys/class/drm/card0-DP-1/edid", edid(34, 19)}},
     V::Warn,
     "15.3 inch"},
    {"SizeUnknown",
     "display.size",
     {{"sys/class/drm/card0-DP-1/status", "connected"}, {"sys/class/drm/card0-DP-1/edid", ""}},
     V::Inconclusive,
     ""},
    {"Touch",
     "display.touch",
     {{"sys/class/input/input4/name", "Touch Panel"},
      {"sys/class/input/input4/properties", "2"},
      {"sys/class/input/input4/capabilities/abs", "273800000000003"}},
     V::Pass,
     "Touch Panel"},
    {"Touchpad",
     "display.touch",
     {{"sys/class/input/input4/name", "Pad"},
      {"sys/class/input/input4/properties", "5"},
      {"sys/class/input/input4/capabilities/abs", "273800000000003"}},
     V::Fail,
     "no touchscreen"},

    {"CableOut",
     "network.link",
     {{"sys/class/net/eth0/operstate", "down"}, {"sys/class/net/eth0/device/x", ""}},
     V::Fail,
     "eth0 down"},
    {"CableIn",
     "network.link",
     {{"sys/class/net/eth0/operstate", "up"},
      {"sys/class/net/eth0/speed", "1000"},
      {"sys/class/net/eth0/device/x", ""}},
     V::Pass,
     "1000 Mbit/s"},
    {"OnlyALoop", "network.link", {{"sys/class/net/lo/operstate", "unknown"}}, V::Fail, "no network device"},
    {"Gateway",
     "network.address",
     {{"proc/net/route", "Iface Destination Gateway\neth0\t00000000\t0101A8C0\t0003\n"},
      {"proc/net/fib_trie",
       "        |-- 192.168.1.20\n           /32 host LOCAL\n        |-- 127.0.0.1\n           /32 host LOCAL\n"}},
     V::Pass,
     "192.168.1.20; gateway 192.168.1.1 on eth0"},
    {"NoDhcp",
     "network.address",
     {{"proc/net/fib_trie", "        |-- 169.254.7.7\n           /32 host LOCAL\n"}},
     V::Fail,
     "169.254.7.7"},
    {"NoGateway",
     "network.address",
     {{"proc/net/fib_trie", "        |-- 10.0.0.2\n           /32 host LOCAL\n"}},
     V::Warn,
     "gateway none"},
    {"TimeServer", "clock.server", {{"run/systemd/timesync/synchronized", ""}}, V::Pass, ""},
    {"NoTimeServer", "clock.server", {}, V::Warn, ""},
};

class Machines : public ::testing::TestWithParam<Case> {};

TEST_P(Machines, AreJudged) {
    const Case& c = GetParam();
    Tree tree;
    tree.folder("sys/class/input");
    for (const auto& [path, text] : c.files) tree.file(path, text);
    const drivers::SimulatedClock clock;
    const Finding finding = finding_of(tree.bench(clock), c.test);
    EXPECT_EQ(name(finding.verdict), name(c.verdict)) << finding.value;
    EXPECT_THAT(finding.value, HasSubstr(c.value));
    // Somebody who reads a warning or a failure is told what to do, and what would be good.
    if (finding.verdict == Verdict::Warn || finding.verdict == Verdict::Fail) {
        EXPECT_TRUE(finding.hint.ends_with(".")) << finding.hint;
        EXPECT_FALSE(finding.limit.empty());
    }
    if (finding.verdict == Verdict::Pass) {
        EXPECT_EQ(finding.hint, "");
    }
}

INSTANTIATE_TEST_SUITE_P(Recorded, Machines, ::testing::ValuesIn(kCases),
                         [](const auto& c) { return std::string(c.param.name); });

TEST(Machine, SpaceIsJudgedByPercent) {
    constexpr std::int64_t kGib = std::int64_t{1} << 30;
    EXPECT_EQ(judge_space(100 * kGib, 40 * kGib).verdict, Verdict::Pass);
    EXPECT_EQ(judge_space(100 * kGib, 14 * kGib).verdict, Verdict::Warn);
    EXPECT_EQ(judge_space(100 * kGib, 4 * kGib).verdict, Verdict::Fail);
    EXPECT_EQ(judge_space(0, 0).verdict, Verdict::Inconclusive);
}

TEST(Machine, WritingIsTriedInTheKiosksOwnFolder) {
    const Tree tree;
    const drivers::SystemClock clock;
    Bench bench = tree.bench(clock);
    EXPECT_EQ(finding_of(bench, "storage.write").verdict, Verdict::Pass);
    EXPECT_TRUE(std::filesystem::is_empty(bench.state_folder)) << "nothing is left of it";
    std::ofstream(tree.beside("a-file")) << "x";
    bench.state_folder = tree.beside("a-file/state");
    const Finding refused = finding_of(bench, "storage.write");
    EXPECT_EQ(refused.verdict, Verdict::Fail) << refused.value;
    EXPECT_FALSE(refused.limit.empty());
}

TEST(Machine, ClockOlderThanTheProgramFails) {
    Tree tree;
    drivers::SimulatedClock clock;
    clock.set_wall(drivers::WallTime{std::chrono::sys_days{std::chrono::year{1970} / 1 / 1}});
    EXPECT_EQ(finding_of(tree.bench(clock), "clock.plausible").verdict, Verdict::Fail);
    clock.set_wall(drivers::WallTime{std::chrono::sys_days{std::chrono::year{2099} / 1 / 1}});
    EXPECT_EQ(finding_of(tree.bench(clock), "clock.plausible").verdict, Verdict::Pass);
    tree.file("sys/class/rtc/rtc0/since_epoch", "100");
    EXPECT_EQ(finding_of(tree.bench(clock), "clock.hardware").verdict, Verdict::Warn);
}

TEST(Machine, UsbIsHeldToTheList) {
    Tree tree;
    tree.file("sys/bus/usb/devices/usb1/idVendor", "1d6b\n").file("sys/bus/usb/devices/usb1/idProduct", "0002\n");
    tree.file("sys/bus/usb/devices/1-1/idVendor", "046d\n").file("sys/bus/usb/devices/1-1/idProduct", "0825\n");
    const drivers::SimulatedClock clock;
    Bench bench = tree.bench(clock);
    EXPECT_EQ(finding_of(bench, "usb.devices").verdict, Verdict::Inconclusive)
        << "no list: nobody said what belongs here";
    bench.config.usb_devices = {"046d:0825"};
    EXPECT_EQ(finding_of(bench, "usb.devices").verdict, Verdict::Pass);
    bench.config.usb_devices = {"046d:0825", "0416:5011"};
    EXPECT_THAT(finding_of(bench, "usb.devices").value, HasSubstr("missing: 0416:5011"));
    bench.config.usb_devices = {"0416:5011"};
    const Finding strange = finding_of(bench, "usb.devices");
    EXPECT_EQ(strange.verdict, Verdict::Fail);
    EXPECT_THAT(strange.value, HasSubstr("strange: 046d:0825"));
}

TEST(Machine, WholeListHasUniqueNamesAndWords) {
    Tree tree;
    const drivers::SimulatedClock clock;
    const Bench bench = tree.bench(clock);
    std::set<std::string> ids, titles;
    for (const auto& test : tests_for(bench)) {
        EXPECT_TRUE(ids.insert(test.id).second) << test.id;
        EXPECT_TRUE(titles.insert(test.title).second) << test.title;
        EXPECT_GT(test.deadline.count(), 0) << test.id;
        if (test.by_hand) continue;
        EXPECT_LE(test.deadline, std::chrono::seconds(test.id == kProveNow ? 60 : 15)) << test.id;
    }
    EXPECT_GT(ids.size(), 35U);
}

/// What the reference page lists is tried somewhere in this folder, by its name.
TEST(Machine, EveryTestOfTheReferencePageHasATestOfItsVerdict) {
    const std::filesystem::path source(VESTIBULE_SOURCE_DIR);
    std::string tried;
    for (const auto& entry : std::filesystem::directory_iterator(source / "tests/diagnostics")) {
        std::ifstream stream(entry.path());
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".cmake")
            tried.append(std::istreambuf_iterator<char>(stream), {});
    }
    std::ifstream page(source / "docs/self-tests.md");
    int count = 0;
    for (std::string line; std::getline(page, line);) {
        if (!line.starts_with("| `") || line.ends_with("| on the kiosk's screen |")) continue;  // staff's own test
        std::string id = line.substr(3, line.find('`', 3) - 3);
        for (const char* placeholder : {"host:443", "PROVIDER"}) id = id.substr(0, id.find(placeholder));
        ++count;
        const std::string last = "\"" + id.substr(id.rfind('.', id.size() - 2) + 1) + "\"";
        const bool by_parts = id.starts_with("hands.") || id.starts_with("device.");
        EXPECT_TRUE(tried.find(id) != std::string::npos || (by_parts && tried.find(last) != std::string::npos)) << id;
    }
    EXPECT_GT(count, 45);
}

}  // namespace
}  // namespace vestibule::diagnostics
