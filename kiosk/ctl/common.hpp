// common - what the technician's commands share: exit codes, speaking, and the options that name this kiosk.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "kiosk/device/last_good.hpp"
#include "kiosk/device/os/runtime.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/diagnostics/bench.hpp"

namespace vestibule::ctl {

inline constexpr int kGood = 0, kTrouble = 1, kUsage = 64, kWrongFile = 78;

inline void say(std::FILE* where, const std::string& text) {
    std::fputs((text + "\n").c_str(), where);
}
inline int failed(const Error& error, int code = kTrouble) {
    say(stderr, "vestibulectl: " + error.sentence());
    say(stderr, "vestibulectl: " + std::string(describe(error.code).action));
    return code;
}

/// Where this kiosk keeps its things; the defaults are those of the installed service.
struct Place {
    std::string config, state, runtime, root = "/", modules;

    void add_to(CLI::App& command) {
        command.add_option("--config", config, "the settings; without it those of the installed kiosk")
            ->type_name("FILE");
        command.add_option("--state-dir", state, "the folder of results and keys")->type_name("DIR");
        command.add_option("--runtime-dir", runtime, "the folder of the visit's lock")->type_name("DIR");
        command.add_option("--machine-root", root, "read /sys and /proc below this folder, such as a recorded one")
            ->type_name("DIR");
        command.add_option("--module-dir", modules, "the folder of the camera's module")->type_name("DIR");
    }
    [[nodiscard]] std::filesystem::path state_folder() const {
        return state.empty() ? device::default_state_folder() : std::filesystem::path(state);
    }
    [[nodiscard]] std::filesystem::path runtime_folder() const {
        return runtime.empty() ? device::default_runtime_folder() : std::filesystem::path(runtime);
    }
    [[nodiscard]] std::filesystem::path module_folder() const {
        if (!modules.empty()) return modules;
        std::error_code error;
        const auto here = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
        return std::filesystem::exists(here / "vestibule-camera.so", error) ? here : here / "../lib/vestibule";
    }
    /// What this kiosk runs with: the site's, else the file that was named, else the installed one or the built-in
    /// ones.
    [[nodiscard]] Result<device::Config> config_in_use() const {
        auto chosen = device::config_in_use({.file = config.empty() ? "/etc/vestibule/vestibule.toml" : config,
                                             .state = state_folder(),
                                             .file_is_required = !config.empty()});
        if (!chosen) return std::move(chosen).error();
        for (const Error& remark : chosen->remarks) say(stderr, "vestibulectl: " + remark.sentence());
        if (chosen->last_good) say(stderr, "vestibulectl: the last good configuration is used");
        return std::move(chosen->config);
    }
    [[nodiscard]] Result<diagnostics::Bench> bench(const drivers::Clock& clock) const {
        const auto in_use = config_in_use();
        if (!in_use) return in_use.error();
        return diagnostics::make_bench(
            *in_use, {.state_folder = state_folder(), .module_folder = module_folder(), .machine_root = root}, clock);
    }
};

}  // namespace vestibule::ctl
