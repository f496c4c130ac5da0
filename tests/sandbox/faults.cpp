// faults - keeps the faults in force and says which request they strike; the newest one wins.
#include "tests/sandbox/faults.hpp"

#include <algorithm>
#include <chrono>
#include <map>

namespace vestibule::sandbox {

void Faults::add(Fault fault) {
    const std::lock_guard lock(mutex_);
    faults_.insert(faults_.begin(), std::move(fault));
}

void Faults::clear() {
    const std::lock_guard lock(mutex_);
    faults_.clear();
    ++clearings_;
    cleared_.notify_all();
}

std::optional<Fault> Faults::strike(Service service, const std::string& path) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(faults_.begin(), faults_.end(), [&](const Fault& fault) {
        return fault.kind != FaultKind::ExpiredCertificate && fault.times != 0 &&
               fault.service.value_or(service) == service && path.find(fault.path) != std::string::npos;
    });
    if (found == faults_.end()) return std::nullopt;
    if (found->times > 0) --found->times;
    return *found;
}

bool Faults::strike_connection(const std::vector<Service>& services) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(faults_.begin(), faults_.end(), [&](const Fault& fault) {
        return fault.kind == FaultKind::ExpiredCertificate && fault.times != 0 &&
               (!fault.service || std::find(services.begin(), services.end(), *fault.service) != services.end());
    });
    if (found == faults_.end()) return false;
    if (found->times > 0) --found->times;
    return true;
}

void Faults::wait(double seconds) {
    std::unique_lock lock(mutex_);
    const auto now = clearings_;
    cleared_.wait_for(lock, std::chrono::duration<double>(seconds), [&] { return clearings_ != now; });
}

std::optional<Service> service_named(const std::string& name) {
    static const std::map<std::string, Service> names{{"clear", Service::Clear},
                                                      {"idme", Service::Idme},
                                                      {"relay", Service::Relay},
                                                      {"records", Service::Records},
                                                      {"portal", Service::Portal}};
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::optional<FaultKind> fault_kind_named(const std::string& name) {
    static const std::map<std::string, FaultKind> names{{"none", FaultKind::None},
                                                        {"slow", FaultKind::Slow},
                                                        {"cut", FaultKind::Cut},
                                                        {"status", FaultKind::Status},
                                                        {"garbage", FaultKind::Garbage},
                                                        {"expired_certificate", FaultKind::ExpiredCertificate}};
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace vestibule::sandbox
