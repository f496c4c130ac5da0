// visit_gate - keeps patients out for a moment: the visit's lock, exclusively, for tests that use what a visit uses.
#pragma once

#include <filesystem>
#include <optional>

namespace vestibule::device {

class VisitGate {
public:
    /// Nothing when a patient is being served. Where no kiosk has run there is nobody to keep out.
    static std::optional<VisitGate> close_for_patients(const std::filesystem::path& runtime_folder);
    VisitGate(VisitGate&& other) noexcept;
    VisitGate& operator=(VisitGate&&) = delete;
    ~VisitGate();

private:
    explicit VisitGate(int lock) : lock_(lock) {}
    int lock_;
};

}  // namespace vestibule::device
