// security - can this computer be believed: verified boot, TPM, no swap, no cores, no invented cameras?
#include <fmt/format.h>

#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr const char* kImageHint = "Install the appliance image.";

Finding verity(const Bench& bench) {
    for (const std::string& disk : bench.machine.names("sys/block")) {
        const auto id = bench.machine.text("sys/block/" + disk + "/dm/uuid");
        if (!id || !id->starts_with("CRYPT-VERITY-")) continue;
        return pass(say("dm-verity on {0}", bench.machine.text("sys/block/" + disk + "/dm/name").value_or(disk)));
    }
    return not_applicable("no dm-verity device: what runs here is not verified");
}

Finding secure_boot(const Bench& bench) {
    constexpr const char* kFolder = "sys/firmware/efi/efivars/";
    constexpr const char* kGlobal = "-8be4df61-93ca-11d2-aa0d-00e098032b8c";  // EFI_GLOBAL_VARIABLE
    if (!bench.machine.has("sys/firmware/efi")) return not_applicable("no UEFI firmware");
    const auto value = [&](const char* name) -> std::optional<int> {
        const auto bytes = bench.machine.bytes(std::string(kFolder) + name + kGlobal);
        if (!bytes || bytes->size() != 5) return std::nullopt;  // four bytes of attributes, one of value
        return (*bytes)[4];
    };
    const auto enabled = value("SecureBoot"), setup = value("SetupMode");
    if (!enabled) return inconclusive("the firmware does not tell");
    return judged(*enabled == 1 && setup.value_or(0) == 0, Verdict::Fail,
                  setup.value_or(0) == 1 ? say("{0}, in set-up mode", Words(*enabled == 1 ? "on" : "off"))
                                         : Words(*enabled == 1 ? "on" : "off"),
                  "on", "Turn Secure Boot on in the firmware, with the site's keys.");
}

Finding tpm(const Bench& bench) {
    const auto major = bench.machine.number("sys/class/tpm/tpm0/tpm_version_major");
    if (!bench.machine.has("sys/class/tpm/tpm0")) return not_applicable("no TPM");
    return judged(major.value_or(0) == 2, Verdict::Warn, say("TPM {0}", major.value_or(0)), "TPM 2",
                  "The kiosk's key cannot be kept in this TPM.");
}

/// What the image's start has found for the one place that can be written.
Finding writable_place(const Bench& bench) {
    const std::string state = bench.machine.text("run/vestibule-boot/state").value_or("");
    if (state.empty()) return not_applicable("not the appliance image");
    if (state == "tpm") return pass("encrypted, its key sealed to this machine's TPM");
    if (state == "plain")
        return {Verdict::Warn, "plain: this machine has no TPM", "encrypted", "Use a machine with a TPM 2."};
    return {Verdict::Fail, "memory: the disk's place could not be opened", "encrypted",
            "Nothing is kept over a restart. See \"Recovery\" in the image's README."};
}

/// What came of a site's bundle that somebody has put on the disk: nobody reads a kiosk's log.
Finding bundle_on_disk(const Bench& bench) {
    const std::string how = bench.machine.text("run/vestibule-boot/site-bundle").value_or("");
    if (how.empty()) return not_applicable("not the appliance image");
    return judged(!how.starts_with("refused"), Verdict::Warn, how, "none, or in use",
                  "Put a bundle for this kiosk on the disk, or take site.bundle away from it.");
}

Finding swap(const Bench& bench) {
    const std::vector<std::string> lines = bench.machine.lines("proc/swaps");
    if (lines.empty()) return inconclusive("the kernel does not tell");
    std::string devices;
    for (std::size_t i = 1; i < lines.size(); ++i) devices += (i > 1 ? ", " : "") + drivers::words_of(lines[i]).at(0);
    // Compressed memory counts too: what is in it outlives the process.
    return judged(devices.empty(), Verdict::Fail, devices.empty() ? Words("off") : Words(devices), "off",
                  "Turn it off with swapoff, and take it out of /etc/fstab: memory must not reach a disk.");
}

Finding cores(const Bench& bench) {
    const auto pattern = bench.machine.text("proc/sys/kernel/core_pattern");
    if (!pattern) return inconclusive("the kernel does not tell");
    const bool nowhere = *pattern == "|/bin/false" || *pattern == "|/usr/bin/false" || pattern->empty();
    return judged(nowhere, Verdict::Warn, pattern->empty() ? Words("none") : Words(*pattern), "|/bin/false",
                  "The kiosk itself turns core files off; set kernel.core_pattern so that nothing else makes any.");
}

Finding zeroing(const Bench& bench) {
    const auto option = bench.machine.kernel_option("init_on_free");
    if (!option) return inconclusive("init_on_free is not on the kernel's command line", kImageHint);
    return judged(*option == "1", Verdict::Fail, "init_on_free=" + *option, "init_on_free=1",
                  "Set init_on_free=1 on the kernel's command line: freed memory must be zeroed.");
}

Finding virtual_cameras(const Bench& bench) {
    std::string found;
    for (const char* module : {"v4l2loopback", "vivid", "vimc", "akvcam"}) {
        if (bench.machine.has(std::string("sys/module/") + module))
            found += (found.empty() ? "" : ", ") + std::string(module);
    }
    for (const std::string& device : bench.machine.names("sys/class/video4linux")) {
        const bool real = bench.machine.has("sys/class/video4linux/" + device + "/device");
        if (!real) found += (found.empty() ? "" : ", ") + device;
    }
    return judged(found.empty(), Verdict::Fail, found.empty() ? Words("none") : Words(found), "none",
                  "Pictures could be put in from a file. Remove the module; install the appliance image.");
}

Finding lockdown(const Bench& bench) {
    const auto state = bench.machine.text("sys/kernel/security/lockdown");
    if (!state) return not_applicable("this kernel has no lockdown");
    const bool on = state->find("[none]") == std::string::npos;
    return judged(on, Verdict::Warn, *state, "[integrity] or [confidentiality]", kImageHint);
}

}  // namespace

void add_security_tests(const Bench& bench, std::vector<Test>& tests) {
    const auto add = [&](const char* id, const char* title, Finding (*run)(const Bench&)) {
        tests.push_back({id, title, kReading, [&bench, run] { return run(bench); }});
    };
    add("security.secure-boot", "Secure Boot", secure_boot);
    add("security.verity", "Verified system", verity);
    add("security.tpm", "TPM", tpm);
    add("security.state", "Writable place", writable_place);
    add("security.site-bundle", "Bundle on the disk", bundle_on_disk);
    add("security.lockdown", "Kernel lockdown", lockdown);
    add("security.swap", "Swap", swap);
    add("security.cores", "Core files", cores);
    add("security.zeroing", "Freed memory", zeroing);
    add("security.cameras", "Invented cameras", virtual_cameras);
}

}  // namespace vestibule::diagnostics
