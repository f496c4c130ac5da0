// servers - the facility's four servers in a process of their own, so that what kiosks cost can be told from them.
#pragma once

#include <filesystem>
#include <string>

namespace vestibule::fleet {

struct Ports {
    int updates = 0, metrics = 0, syslog = 0, enrolment = 0;
};

/// Forks; the child serves until it is ended with the object. To be called while the process has one thread only.
/// Certificates and keys are written into `folder`: ca.pem, kiosk.pem, est-ca.pem. Claims are c0 to c(kiosks - 1); the
/// certificate that a kiosk gets first lives for so long, the next one for months.
class Servers {
public:
    Servers(const std::filesystem::path& folder, int kiosks, long first_life_s);
    ~Servers();
    Servers(const Servers&) = delete;
    Servers& operator=(const Servers&) = delete;
    [[nodiscard]] const Ports& ports() const { return ports_; }

private:
    int child_ = -1;
    Ports ports_;
};

}  // namespace vestibule::fleet
