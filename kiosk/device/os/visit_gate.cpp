// visit_gate - the exclusive side of the lock that the first touch of a visit takes shared.
#include "kiosk/device/os/visit_gate.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "kiosk/device/os/runtime.hpp"

namespace vestibule::device {

std::optional<VisitGate> VisitGate::close_for_patients(const std::filesystem::path& runtime_folder) {
    const int lock = ::open((runtime_folder / kVisitLock).c_str(), O_RDWR | O_CLOEXEC);
    if (lock < 0) {
        if (errno == ENOENT) return VisitGate(-1);
        return std::nullopt;  // there is a kiosk, and whether a patient is at it cannot be told
    }
    if (flock(lock, LOCK_EX | LOCK_NB) == 0) return VisitGate(lock);
    ::close(lock);
    return std::nullopt;
}

std::optional<VisitGate> VisitGate::closed_by_staff(const std::filesystem::path& runtime_folder) {
    if (!StaffHere::is_seen(runtime_folder) || patient_is_here(runtime_folder)) return std::nullopt;
    return VisitGate(-1);
}

bool VisitGate::patient_is_here(const std::filesystem::path& runtime_folder) {
    const int lock = ::open((runtime_folder / kVisitLock).c_str(), O_RDWR | O_CLOEXEC);
    if (lock < 0) return errno != ENOENT;
    // A patient shares the lock; who keeps patients out shares it with nobody.
    const bool alone = flock(lock, LOCK_EX | LOCK_NB) == 0;
    const bool shared = !alone && flock(lock, LOCK_SH | LOCK_NB) == 0;
    ::close(lock);
    return shared;
}

VisitGate::VisitGate(VisitGate&& other) noexcept : lock_(std::exchange(other.lock_, -1)) {}

VisitGate::~VisitGate() {
    if (lock_ >= 0) ::close(lock_);
}

std::shared_ptr<void> SharedGate::close() {
    const std::scoped_lock lock(mutex_);
    if (auto held = held_.lock()) return held;
    auto gate = VisitGate::close_for_patients(folder_);
    if (!gate) return nullptr;
    std::shared_ptr<void> made = std::make_shared<VisitGate>(std::move(*gate));
    held_ = made;
    return made;
}

std::optional<StaffHere> StaffHere::come_in(const std::filesystem::path& runtime_folder) {
    const int lock = ::open((runtime_folder / kStaffHere).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) return std::nullopt;
    if (flock(lock, LOCK_EX | LOCK_NB) == 0) return StaffHere(lock);
    ::close(lock);
    return std::nullopt;
}

bool StaffHere::is_seen(const std::filesystem::path& runtime_folder) {
    const int lock = ::open((runtime_folder / kStaffHere).c_str(), O_RDONLY | O_CLOEXEC);
    if (lock < 0) return false;
    const bool held = flock(lock, LOCK_SH | LOCK_NB) != 0;
    ::close(lock);
    return held;
}

StaffHere::StaffHere(StaffHere&& other) noexcept : lock_(std::exchange(other.lock_, -1)) {}

StaffHere::~StaffHere() {
    if (lock_ >= 0) ::close(lock_);
}

}  // namespace vestibule::device
