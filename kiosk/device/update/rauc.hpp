// rauc - the installer of a real kiosk: asks RAUC's service through its command.
#pragma once

#include <vector>

#include "kiosk/device/update/installer.hpp"

namespace vestibule::device {

class Rauc final : public Installer {
public:
    /// `command`: the program and what it is always told, such as where its settings are.
    explicit Rauc(std::vector<std::string> command = {"rauc"}) : command_(std::move(command)) {}
    Result<BundleInfo> inspect(const std::filesystem::path& bundle) override;
    Result<void> install(const std::filesystem::path& bundle, const std::function<void(int percent)>& told) override;
    Result<SlotInfo> running() override;

private:
    [[nodiscard]] std::vector<std::string> words(std::initializer_list<std::string> more) const;
    std::vector<std::string> command_;
};

/// The last thing that RAUC complained of, printable and short; it speaks of bundles and slots.
[[nodiscard]] std::string complaint(const std::string& text);
/// The slot of `rauc status --output-format=json`.
Result<SlotInfo> read_status(const std::string& json);
/// Of `rauc info --output-format=json`.
Result<BundleInfo> read_info(const std::string& json);
/// " 40% Copying image" gives 40; nothing for other lines.
[[nodiscard]] std::optional<int> read_percent(std::string_view line);

}  // namespace vestibule::device
