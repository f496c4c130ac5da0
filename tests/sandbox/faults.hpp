// faults - what the services do wrong on demand: slow, cut, a status, garbage, an expired certificate.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace vestibule::sandbox {

enum class Service : std::uint8_t { Clear, Idme, Relay, Records, Portal };
enum class FaultKind : std::uint8_t { None, Slow, Cut, Status, Garbage, ExpiredCertificate };

struct Fault {
    FaultKind kind = FaultKind::None;
    std::optional<Service> service;  ///< none: all
    std::string path;                ///< a part of the path; empty: any
    double seconds = 30;             ///< Slow
    int status = 503;                ///< Status
    int times = -1;                  ///< how often it strikes; negative: until cleared
};

/// The faults in force. Safe for all threads.
class Faults {
public:
    void add(Fault fault);
    void clear();
    /// The fault that strikes this request, if any; counts it.
    std::optional<Fault> strike(Service service, const std::string& path);
    /// Whether a new connection to any of these services is to be shown the expired certificate; counts it.
    bool strike_connection(const std::vector<Service>& services);
    /// Waits as long as a slow answer takes; the end of the faults ends it.
    void wait(double seconds);

private:
    std::mutex mutex_;
    std::condition_variable cleared_;
    std::uint64_t clearings_ = 0;
    std::vector<Fault> faults_;
};

std::optional<Service> service_named(const std::string& name);
std::optional<FaultKind> fault_kind_named(const std::string& name);

}  // namespace vestibule::sandbox
