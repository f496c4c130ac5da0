// visit_gate - keeps patients out for a moment: the visit's lock, exclusively, for tests that use what a visit uses;
// and the sign that staff are before the kiosk.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

namespace vestibule::device {

class VisitGate {
public:
    /// Nothing when a patient is being served. Where no kiosk has run there is nobody to keep out.
    static std::optional<VisitGate> close_for_patients(const std::filesystem::path& runtime_folder);
    /// For what staff who have signed in ask of another process of theirs: the mode that they stand before keeps
    /// patients out for as long as it lives. Nothing where no staff are seen.
    static std::optional<VisitGate> closed_by_staff(const std::filesystem::path& runtime_folder);
    /// A patient, and not whoever keeps patients out.
    [[nodiscard]] static bool patient_is_here(const std::filesystem::path& runtime_folder);
    VisitGate(VisitGate&& other) noexcept;
    VisitGate& operator=(VisitGate&&) = delete;
    ~VisitGate();

private:
    explicit VisitGate(int lock) : lock_(lock) {}
    int lock_;
};

/// The gate of a process in which more than one thing keeps patients out: they hold it together, for a lock that is
/// taken once more by the same process is refused.
class SharedGate {
public:
    explicit SharedGate(std::filesystem::path runtime_folder) : folder_(std::move(runtime_folder)) {}
    /// Closed for as long as any of what it returned lives; null while a patient is being served. From any thread.
    [[nodiscard]] std::shared_ptr<void> close();

private:
    const std::filesystem::path folder_;
    std::mutex mutex_;
    std::weak_ptr<void> held_;
};

/// Held while somebody of the staff who has signed in is before the kiosk; they keep patients out meanwhile, too. It
/// ends with the process, however that ends.
class StaffHere {
public:
    /// Nothing when the folder takes no file: then nobody is seen, and a stick is not looked at.
    static std::optional<StaffHere> come_in(const std::filesystem::path& runtime_folder);
    [[nodiscard]] static bool is_seen(const std::filesystem::path& runtime_folder);
    StaffHere(StaffHere&& other) noexcept;
    StaffHere& operator=(StaffHere&&) = delete;
    ~StaffHere();

private:
    explicit StaffHere(int lock) : lock_(lock) {}
    int lock_;
};

}  // namespace vestibule::device
