// collectors - the allow-list of the support bundle. A new line here is a decision about what may leave a kiosk.
#include <fmt/format.h>

#include <set>

#include "kiosk/device/journal/store.hpp"
#include "kiosk/diagnostics/network.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/diagnostics/support.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr std::size_t kJournalLines = 5'000;

std::string results(const Bench& bench) {
    std::string text;
    for (const auto& [id, outcome] : last_results(bench.state_folder)) text += to_json(outcome).dump() + "\n";
    return text;
}

std::string journal_lines(const Bench& bench) {
    auto store = journal::Store::open(bench.state_folder, *bench.clock, {.make = false});
    if (!store) return "not readable: E" + std::to_string(static_cast<int>(store.error().code)) + "\n";
    std::vector<std::string> lines;
    const auto read = store->each([&lines](const journal::Entry& entry) { lines.push_back(journal::in_words(entry)); });
    std::string text = read ? "" : "broken off\n";
    const std::size_t first = lines.size() > kJournalLines ? lines.size() - kJournalLines : 0;
    for (std::size_t i = first; i < lines.size(); ++i) text += lines[i] + "\n";
    return text;
}

/// The settings by name; of a proxy only its host, of files only whether they are there.
std::string settings(const Bench& bench) {
    const device::Config& c = bench.config;
    const auto there = [](const std::string& file) {
        std::error_code error;
        return file.empty() ? "not set" : std::filesystem::exists(file, error) ? "there" : "missing";
    };
    const std::string proxy = c.proxy.substr(c.proxy.rfind('@') == std::string::npos ? 0 : c.proxy.rfind('@') + 1);
    return fmt::format(
        "languages = {}\ndiagonal_inch = {:.1f}\ndocument_camera = {}\nface_camera = {}\nproviders = {}\nrecords = {}\n"
        "ca_file = {}\nclient_certificate = {}\nclient_key = {}\nproxy = {}\nusb_devices = {}\ninspection_days = {}\n"
        "hosts = {}\n",
        fmt::join(c.languages, " "), c.diagonal_inch, c.document_camera, c.face_camera, fmt::join(c.providers, " "),
        c.records, there(c.ca_file), there(c.client_certificate), there(c.client_key), proxy.empty() ? "none" : proxy,
        fmt::join(c.usb_devices, " "), c.inspection_days, fmt::join(hosts_of(bench), " "));
}

std::string kernel(const Bench& bench) {
    static const std::set<std::string> kWords{
        "quiet",          "ro",       "rw",          "panic",      "init_on_free", "init_on_alloc", "rauc.slot",
        "systemd.verity", "lockdown", "page_poison", "slub_debug", "nomodeset",    "mitigations",   "fsck.mode",
        "rootwait",       "console"};
    std::string text = "kernel " + bench.machine.text("proc/sys/kernel/osrelease").value_or("unknown") + "\n";
    for (const std::string& word : drivers::words_of(bench.machine.text("proc/cmdline").value_or(""))) {
        if (kWords.contains(word.substr(0, word.find('=')))) text += word + "\n";
    }
    for (const std::string& line : bench.machine.lines("proc/modules"))
        text += "module " + drivers::words_of(line)[0] + "\n";
    return text;
}

std::string load(const Bench& bench) {
    std::string text = "load " + bench.machine.text("proc/loadavg").value_or("unknown") + "\nuptime " +
                       bench.machine.text("proc/uptime").value_or("unknown") + "\n";
    for (const char* what : {"cpu", "memory", "io"}) {
        text +=
            fmt::format("{}: {}\n", what, bench.machine.text(std::string("proc/pressure/") + what).value_or("unknown"));
    }
    return text + bench.machine.text("proc/meminfo").value_or("") + "\n";
}

std::string disks(const Bench& bench) {
    std::string text;
    for (const drivers::Mount& m : bench.machine.mounts())
        text += fmt::format("{} {} {} {}\n", m.device, m.place, m.type, m.options);
    for (const std::string& disk : bench.machine.names("sys/block")) {
        text += fmt::format("{} sectors {} life {}\n", disk,
                            bench.machine.number("sys/block/" + disk + "/size").value_or(0),
                            bench.machine.text("sys/block/" + disk + "/device/life_time").value_or("unknown"));
    }
    return text;
}

std::string devices(const Bench& bench) {
    std::string text;
    for (const std::string& name : bench.machine.names("sys/bus/usb/devices")) {
        const std::string folder = "sys/bus/usb/devices/" + name + "/";
        const auto vendor = bench.machine.text(folder + "idVendor");
        if (!vendor) continue;
        text += fmt::format(
            "usb {} {}:{} {} {} Mbit/s\n", name, *vendor, bench.machine.text(folder + "idProduct").value_or(""),
            bench.machine.text(folder + "product").value_or(""), bench.machine.text(folder + "speed").value_or("?"));
    }
    for (const auto& [what, folder] : {std::pair{"video", "sys/class/video4linux"}, {"input", "sys/class/input"}}) {
        for (const std::string& name : bench.machine.names(folder)) {
            if (const auto words = bench.machine.text(std::string(folder) + "/" + name + "/name")) {
                text += fmt::format("{} {} {}\n", what, name, *words);
            }
        }
    }
    for (const std::string& name : bench.machine.names("sys/class/net")) {  // no hardware address: it names this kiosk
        text +=
            fmt::format("net {} {}\n", name, bench.machine.text("sys/class/net/" + name + "/operstate").value_or("?"));
    }
    return text;
}

}  // namespace

std::vector<Collector> collectors_for(const Bench& bench) {
    const auto with = [&bench](std::string (*collect)(const Bench&)) {
        return [&bench, collect] { return collect(bench); };
    };
    return {
        {"diagnostics", "the last result of every self test", with(results)},
        {"journal", "the journal: what happened in which hour, in numbers and fixed words", with(journal_lines)},
        {"settings", "this kiosk's settings, without secrets", with(settings)},
        {"kernel", "the kernel's version, its known options, its modules", with(kernel)},
        {"load", "memory, load and pressure", with(load)},
        {"disks", "disks, their wear and what is mounted", with(disks)},
        {"devices", "USB, input, video and network devices by name", with(devices)},
    };
}

}  // namespace vestibule::diagnostics
