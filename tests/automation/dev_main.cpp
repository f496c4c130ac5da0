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
        options.add_option("--automation", socket_, "Socket on which a test sees and touches the kiosk")
            ->type_name("SOCKET");
        options.add_option("--input-dir", inputs_, "Folder of the input devices that the watchdog looks at")
            ->type_name("DIR");
        options.footer("vestibule-dev also takes --camera simulated:desk");
    }
    vestibule::ui::Extras* extras() override {
        std::error_code error;
        const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
        return &automation_.emplace(socket_, program.parent_path().string(), inputs_);
    }

private:
    std::string socket_, inputs_;
    std::optional<vestibule::automation::Automation> automation_;
};

}  // namespace

int main(int argc, char** argv) {
    DevOptions options;
    return vestibule::ui::run_kiosk(argc, argv, &options);
}
