// content - the files of a bundle meet the very checkers that judge them anywhere else.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "kiosk/device/brand/logo.hpp"
#include "kiosk/device/brand/texts.hpp"
#include "kiosk/device/bundle/bundle.hpp"
#include "kiosk/device/bundle/pem.hpp"
#include "kiosk/device/config.hpp"
#include "kiosk/device/network/plan.hpp"
#include "kiosk/identity/profile.hpp"
#include "kiosk/records/network.hpp"

namespace vestibule::device {

namespace {

// A folder that no file can name: what a relative path of the configuration becomes below it is in the bundle.
constexpr std::string_view kInside = "/bundle";

class Findings {
public:
    explicit Findings(const Files& files) : files_(files) {}

    void say(const std::string& finding) {
        if (!told_.insert(finding).second) return;  // a CA may be named twice
        fmt::format_to(std::back_inserter(all_), "{}{}", all_.empty() ? "" : "\n", finding);
    }
    /// The file's text; a file that is not there is a finding.
    const std::string* need(const std::string& path) {
        const auto found = files_.find(path);
        if (found == files_.end()) {
            say(path + ": the bundle lacks it");
            return nullptr;
        }
        used_.insert(path);
        return &found->second;
    }
    void use(const std::string& path) { used_.insert(path); }
    template <typename T>
    void judge(const Result<T>& read) {
        if (!read) say(read.error().context);
    }
    Result<void> finish() {
        for (const auto& [path, bytes] : files_) {
            if (!used_.contains(path)) say(path + ": nothing in the bundle uses it");
        }
        if (all_.empty()) return {};
        return Error{ErrorCode::BundleContent, std::move(all_)};
    }

private:
    const Files& files_;
    std::set<std::string> used_, told_;
    std::string all_;
};

void need_certificates(Findings& findings, const std::string& path) {
    const std::string* pem = findings.need(path);
    if (pem != nullptr && !certificate_of(*pem)) findings.say(path + ": expected certificates (PEM)");
}

/// The path inside the bundle that a setting names; nothing when it names a file of the kiosk itself.
std::optional<std::string> inside(const std::string& setting) {
    if (!setting.starts_with(std::string(kInside) + "/")) return std::nullopt;
    return setting.substr(kInside.size() + 1);
}

void check_profiles(Findings& findings, const Config& config) {
    const auto folder = inside(config.profiles + "/");
    if (!folder) return;
    const auto path = [&](const std::string& name) { return *folder + name + ".toml"; };
    for (const std::string& name : config.providers) {
        if (const std::string* text = findings.need(path(name))) {
            findings.judge(identity::read_profile(*text, path(name)));
        }
    }
    if (const std::string* text = findings.need(path(config.records))) {
        findings.judge(records::read_profile(*text, path(config.records)));
    }
}

void check_branding(Findings& findings, const Config& config) {
    if (const auto path = inside(config.logo)) {
        if (const std::string* bytes = findings.need(*path)) findings.judge(read_logo(*bytes, *path));
    }
    if (const auto path = inside(config.texts)) {
        if (const std::string* text = findings.need(*path)) {
            findings.judge(read_site_texts(*text, *path, config.languages));
        }
    }
}

void check_network(Findings& findings) {
    const auto plan = read_network(*findings.need(kNetworkName), kNetworkName);
    findings.judge(plan);
    if (!plan) return;
    const auto need = [&findings](const std::optional<NetworkLogin>& login) {
        if (login) need_certificates(findings, login->ca);
    };
    need(plan->wired.login);
    for (const WifiPlan& wifi : plan->wifi) need(wifi.login);
}

}  // namespace

Result<void> check_content(const Files& files) {
    Findings findings(files);
    if (const std::string* text = findings.need(kConfigName)) {
        // Its errors name it as the bundle does, its relative paths lead into the bundle.
        Result<Config> config = read_config(*text, std::string(kInside) + "/" + kConfigName);
        if (config) {
            check_profiles(findings, *config);
            check_branding(findings, *config);
            for (const std::string& file : {config->ca_file, config->fleet_ca_file}) {
                if (const auto path = inside(file)) need_certificates(findings, *path);
            }
        } else {
            std::string all = config.error().context;
            const std::string prefix = std::string(kInside) + "/";
            for (std::size_t at = 0; (at = all.find(prefix, at)) != std::string::npos;) all.erase(at, prefix.size());
            findings.say(all);
            for (const auto& [path, bytes] : files) findings.use(path);  // what it uses is not known
        }
    }
    if (files.contains(kNetworkName)) check_network(findings);
    if (files.contains(kSignerName)) need_certificates(findings, kSignerName);
    return findings.finish();
}

}  // namespace vestibule::device
