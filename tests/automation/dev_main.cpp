// dev_main - `vestibule-dev`: the objects of `vestibule`, plus automation and simulated devices; never shipped.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>

#include "tests/automation/automation.hpp"
#include "ui/app/main.hpp"

namespace {

class DevOptions final : public vestibule::ui::ExtraOptions {
public:
    void add(CLI::App& options) override {
        options.add_option("--automation", places_.socket, "Socket on which a test sees and touches the kiosk")
            ->type_name("SOCKET");
        options.add_option("--input-dir", places_.inputs, "Folder of the input devices that the watchdog looks at")
            ->type_name("DIR");
        options.add_option("--machine-root", places_.machine, "Folder with sys/ and proc/ of a made-up machine")
            ->type_name("DIR");
        options.add_option("--hand-socket", places_.hand, "Where the root helper listens")->type_name("SOCKET");
        options.add_option("--case-file", places_.cover, "File that says 'closed' while a made-up case is closed")
            ->type_name("FILE");
        options.add_flag("--clock-lost", clock_lost_, "The wall clock begins in 1970, until automation sets it");
        options.footer("vestibule-dev also takes --camera simulated:desk");
    }
    vestibule::ui::Extras* extras() override {
        std::error_code error;
        const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
        places_.modules = program.parent_path().string();
        return &automation_.emplace(places_, clock_lost_);
    }

private:
    vestibule::automation::AutomationPlaces places_;
    bool clock_lost_ = false;
    std::optional<vestibule::automation::Automation> automation_;
};

}  // namespace

int main(int argc, char** argv) {
    DevOptions options;
    return vestibule::ui::run_kiosk(argc, argv, &options);
}
