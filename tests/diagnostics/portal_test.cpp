// portal_test - a captive portal and a proxy each answer as they do in the field, and each is told apart.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/diagnostics/plain_server.hpp"
#include "tests/diagnostics/tree.hpp"

namespace vestibule::diagnostics {
namespace {

using testing::finding_of;
using ::testing::HasSubstr;
using testing::PlainServer;
using testing::Tree;

const drivers::SystemClock kClock;

Finding portal(const std::string& answer) {
    const PlainServer server(answer);
    const Tree tree;
    Bench bench = tree.bench(kClock);
    bench.config.portal_probe = server.url() + "/probe";
    return finding_of(bench, "network.portal");
}

TEST(Portal, IsToldApartFromAFreeNetwork) {
    EXPECT_EQ(portal("HTTP/1.1 200 OK\r\n\r\nsuccess\n").verdict, Verdict::Pass);
    const Finding sent_on = portal("HTTP/1.1 302 Found\r\nLocation: http://login.guest.example/\r\n\r\n");
    EXPECT_EQ(sent_on.verdict, Verdict::Fail);
    EXPECT_THAT(sent_on.value, HasSubstr("login.guest.example"));
    EXPECT_EQ(portal("HTTP/1.1 200 OK\r\n\r\n<html>Welcome to Guest Wi-Fi</html>").verdict, Verdict::Fail);
    EXPECT_EQ(portal("HTTP/1.1 204 No Content\r\n\r\n").verdict, Verdict::Fail) << "not what the probe's page says";
    EXPECT_EQ(portal("rubbish").verdict, Verdict::Fail);
}

TEST(Portal, IsNotAskedForWhereNoneIsSet) {
    const Tree tree;
    EXPECT_EQ(finding_of(tree.bench(kClock), "network.portal").verdict, Verdict::NotApplicable);
}

Finding proxy(const std::string& answer) {
    const PlainServer server(answer);
    const Tree tree;
    Bench bench = tree.bench(kClock);
    bench.config.proxy = server.url();
    identity::Profile profile;
    profile.id = "x";
    profile.discovery_url = "https://provider.example/discovery";
    bench.providers.push_back(profile);
    return finding_of(bench, "network.proxy");
}

TEST(Proxy, IsToldByItsAnswer) {
    const Finding wants_name = proxy("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    EXPECT_EQ(wants_name.verdict, Verdict::Fail);
    EXPECT_THAT(wants_name.value, HasSubstr("407 (it wants a name and password)"));
    EXPECT_THAT(proxy("HTTP/1.1 403 Forbidden\r\n\r\n").value, HasSubstr("403"));
    EXPECT_THAT(proxy("").value, HasSubstr("nothing"));
    // It opens the way; that the other end then speaks no TLS is the test of that server.
    EXPECT_EQ(proxy("HTTP/1.1 200 Connection established\r\n\r\n").verdict, Verdict::Pass);
}

}  // namespace
}  // namespace vestibule::diagnostics
