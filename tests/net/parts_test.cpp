// parts_test - addresses, forms, JSON and statuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/net/answer.hpp"
#include "kiosk/net/form.hpp"
#include "kiosk/net/json.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::net {
namespace {

TEST(Url, NamesHostAndPortAndNothingElse) {
    EXPECT_EQ(host_port("https://Relay.Example/secret?x=1"), "relay.example:443");
    EXPECT_EQ(host_port("https://relay.example:8443"), "relay.example:8443");
    EXPECT_EQ(host_port("https://[::1]:8443/"), "[::1]:8443");
    for (const char* bad : {"http://relay.example/", "https://", "relay.example", "https://a@relay.example/",
                            "https://re lay.example/", ""}) {
        EXPECT_FALSE(host_port(bad)) << bad;
    }
}

TEST(Url, AHostIsAllowedOnlyAsItIsNamed) {
    const std::vector<std::string> hosts{"relay.example", "localhost:8443"};
    EXPECT_TRUE(host_allowed("https://relay.example/x", hosts));
    EXPECT_TRUE(host_allowed("https://RELAY.example:443/x", hosts));
    EXPECT_TRUE(host_allowed("https://localhost:8443/x", hosts));
    for (const char* bad : {"https://relay.example:8443/x", "https://relay.example.evil/x",
                            "https://evilrelay.example/x", "https://relay.example@evil/x", "https://evil/relay.example",
                            "http://relay.example/x", "https://localhost/x"}) {
        EXPECT_FALSE(host_allowed(bad, hosts)) << bad;
    }
    EXPECT_FALSE(host_allowed("https://relay.example/x", {}));
}

TEST(Url, AnIdCannotLeaveItsSegment) {
    EXPECT_EQ(path_segment("abc-123_~"), "abc-123_~");
    EXPECT_EQ(path_segment("../a/b?c#d e"), "%2E%2E%2Fa%2Fb%3Fc%23d%20e");
    EXPECT_EQ(join("https://a/b/", "/c"), "https://a/b/c");
    EXPECT_EQ(join("https://a/b", "c"), "https://a/b/c");
}

TEST(Form, EncodesWhatIsNotPlain) {
    const auto bytes = Form().add("grant_type", "a b&c=d").add("\xC3\xA9", "-._~").take();
    EXPECT_EQ(std::string(bytes.reveal().begin(), bytes.reveal().end()), "grant_type=a%20b%26c%3Dd&%C3%A9=-._~");
}

TEST(JsonAnswers, OneObjectAndNothingElse) {
    const auto good = parse_object(std::string_view(R"({"a":"text","n":7,"d":1.5,"o":{"a":1}})"), "host:1");
    ASSERT_TRUE(good.ok());
    EXPECT_EQ(text_of(*good, "a"), "text");
    EXPECT_EQ(integer_of(*good, "n"), 7);
    EXPECT_EQ(number_of(*good, "d"), 1.5);
    EXPECT_FALSE(text_of(*good, "n"));
    EXPECT_FALSE(integer_of(*good, "a"));
    EXPECT_FALSE(text_of(*good, "missing"));
    const std::string deep = std::string(40, '[') + std::string(40, ']');
    const std::string nested = R"({"a":)" + deep + "}";
    for (const std::string& bad :
         std::vector<std::string>{"", "[]", "{", R"({"a":1} x)", R"({"a":1,"a":2})", R"({"o":{"b":1,"b":2}})", "null",
                                  "{\"a\":\"\xFF\"}", nested}) {
        const auto parsed = parse_object(std::string_view(bad), "host:1");
        ASSERT_FALSE(parsed.ok()) << bad;
        EXPECT_EQ(parsed.error().code, ErrorCode::Nonsense);
        EXPECT_EQ(parsed.error().context,
                  "host:1: " + std::to_string(bad.size()) + " bytes that are not one JSON object");
    }
}

TEST(JsonAnswers, TheSameNameInTwoObjectsIsFine) {
    EXPECT_TRUE(parse_object(std::string_view(R"({"a":{"b":1},"c":{"b":2},"l":[{"b":1},{"b":2}]})"), "x").ok());
}

TEST(JsonAnswers, NumbersBeyondExactnessAreNoIntegers) {
    const auto json =
        parse_object(std::string_view(R"({"a":1e300,"b":-9007199254740993,"c":18446744073709551615})"), "x");
    ASSERT_TRUE(json.ok());
    for (const char* key : {"a", "c"}) EXPECT_FALSE(integer_of(*json, key)) << key;
}

TEST(JsonAnswers, WritesWhatWasBuilt) {
    Json json;
    json["name"] = text("O\"Neil");
    const auto bytes = write(json);
    EXPECT_EQ(std::string(bytes.reveal().begin(), bytes.reveal().end()), R"({"name":"O\"Neil"})");
}

TEST(Answers, AStatusIsToldWithTheHostAlone) {
    Response answer;
    answer.status = 403;
    Error error = status_error("https://relay.example/sessions/abc", answer);
    EXPECT_EQ(error.code, ErrorCode::Refused);
    EXPECT_EQ(error.context, "relay.example:443 answered 403");
    answer.status = 429;
    answer.retry_after_s = 12;
    error = status_error("https://relay.example/", answer, "exhausted");
    EXPECT_EQ(error.code, ErrorCode::ServerTrouble);
    EXPECT_EQ(error.context, "relay.example:443 answered 429 exhausted, retry after 12 s");
    EXPECT_EQ(asked_to_wait(answer), std::chrono::seconds(12));
    answer.status = 200;
    EXPECT_FALSE(asked_to_wait(answer));
}

}  // namespace
}  // namespace vestibule::net
