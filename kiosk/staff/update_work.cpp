// update_work - the updater of `vestibulectl update install`, for staff who hold the visit's lock themselves: no window
// is waited for, nobody else is asked.
#include "kiosk/staff/update_work.hpp"

#include <nlohmann/json.hpp>

#include "kiosk/device/bundle/stick_update.hpp"
#include "kiosk/device/journal/store.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/update/rauc.hpp"
#include "kiosk/device/update/updater.hpp"
#include "kiosk/device/update/version.hpp"
#include "kiosk/staff/errand_work.hpp"

namespace vestibule::staff {

namespace {

using diagnostics::Bench;
using nlohmann::json;
using Tell = device::Workshop::Tell;

void say(const Tell& tell, const json& line) {
    tell(line.dump(-1, ' ', false, json::error_handler_t::replace));
}

/// What cannot be written down is no reason to keep an old system.
void note(const Bench& bench, const journal::NewEntry& entry) {
    auto store = journal::Store::open(bench.state_folder, *bench.clock);
    if (store) (void)store->transaction([&] { return store->append(entry); }).ok();
}

}  // namespace

void update_work(const Bench& bench, const json& request, const Tell& tell) {
    const std::filesystem::path runtime = request.value("runtime", std::string());
    const std::string helper = request.value("hand", std::string(hand::kHandSocket));
    device::Rauc rauc;
    device::UpdaterSetup setup;
    setup.state_folder = bench.state_folder;
    setup.version = device::running_version(bench.machine);
    setup.boot = bench.machine.text("proc/sys/kernel/random/boot_id").value_or("");
    setup.clock = bench.clock;
    setup.installer = &rauc;
    setup.close_for_patients = [&] { return device::VisitGate::closed_by_staff(runtime); };
    setup.restart = [&] { return hand::ask_hand({hand::Verb::Reboot, {}}, helper); };
    setup.record = [&](const journal::NewEntry& entry) { note(bench, entry); };
    const std::string runs = setup.version;
    device::Updater updater(std::move(setup));
    const std::filesystem::path file = device::stick_update_file(bench.state_folder);
    if (request.value("do", std::string()) == kDoLookAt) {
        const auto version = updater.look_at(file);
        if (!version) return say(tell, {{"failed", version.error().sentence()}});
        return say(tell, {{"version", *version}, {"runs", runs}});
    }
    const Result<void> done = updater.install_file(file, [&](int percent) { say(tell, {{"percent", percent}}); });
    // Only the restart could fail then: the update's timer asks for it again.
    const bool installed = done || done.error().code == ErrorCode::HandFailed;
    if (installed) say(tell, {{"installed", true}});
    if (!done) say(tell, {{"failed", done.error().sentence()}});
    device::drop_update(runtime, bench.state_folder);
}

}  // namespace vestibule::staff
