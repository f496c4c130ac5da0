// rsyslog - Debian's own log server as a test starts and reads it, and the form that its messages must have.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/device/place.hpp"

namespace vestibule::device::testing {

// A part that RFC 5424 forbids, or that is not of the catalog's kind, does not fit.
inline const std::string kHead =
    R"re(<(13[14])>1 \d{4}-\d\d-\d\dT\d\d:00:00Z [!-~]{1,255} vestibule - [a-z_]{1,32} )re";
inline const std::string kData = R"re(\[vestibule@32473( [a-z0-9_]{1,32}="[A-Za-z0-9_.+?-]*")+\])re";
inline const std::regex kForm(kHead + kData);

inline std::multiset<int> one_to(int last) {
    std::multiset<int> all;
    for (int n = 1; n <= last; ++n) all.insert(n);
    return all;
}

/// Debian's rsyslog with its OpenSSL driver, which asks for the kiosk's certificate.
class Rsyslog {
public:
    explicit Rsyslog(const Place& place) : place_(place) { start("0"); }
    void start(const std::string& port) {
        const std::string folder = place_.path();
        place_.write("rsyslog.conf", fmt::format(R"(global(workDirectory="{0}" defaultNetstreamDriver="ossl"
    defaultNetstreamDriverCAFile="{0}/ca.pem" defaultNetstreamDriverCertFile="{0}/server.pem"
    defaultNetstreamDriverKeyFile="{0}/server.pem")
module(load="imtcp" streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="x509/certvalid")
input(type="imtcp" port="{1}" address="127.0.0.1" listenPortFileName="{0}/port")
template(name="t" type="string"
    string="<%pri%>%protocol-version% %timereported:::date-rfc3339% )"
                                                 R"(%hostname% %app-name% %procid% %msgid% %structured-data%\n")
action(type="omfile" file="{0}/log" template="t")
)",
                                                 folder, port));
        process_ = std::make_unique<Process>(std::vector<std::string>{"/usr/sbin/rsyslogd", "-n", "-f",
                                                                      folder + "/rsyslog.conf", "-i", folder + "/pid"});
        // A port that was named is not told again.
        if (port != "0") return;
        ASSERT_TRUE(becomes_true([this] { return !place_.read("port").empty(); }));
    }
    void stop() {
        process_->send(SIGTERM);
        process_->wait();
        process_.reset();
    }
    [[nodiscard]] std::string port() const { return place_.read("port"); }
    [[nodiscard]] std::multiset<int> numbers() const {
        std::multiset<int> numbers;
        std::istringstream lines(place_.read("log"));
        for (std::string line; std::getline(lines, line);) {
            EXPECT_TRUE(std::regex_match(line, kForm)) << line;
            const std::size_t at = line.find("seq=\"") + 5;
            numbers.insert(std::stoi(line.substr(at)));
        }
        return numbers;
    }

private:
    const Place& place_;
    std::unique_ptr<Process> process_;
};

}  // namespace vestibule::device::testing
