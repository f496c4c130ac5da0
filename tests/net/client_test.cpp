// client_test - the client against a server that answers, lies, cuts and waits: every end is the one that is promised.
#include "kiosk/net/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/net/server.hpp"
#include "tests/net/waiting.hpp"

namespace vestibule::net {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace vestibule::net::testing;
using Answer = Result<Response>;

class ClientTest : public ::testing::Test {
protected:
    ClientTest() { authority_.write(directory_.file("ca.pem")); }
    [[nodiscard]] Trust trust() const { return {.ca_file = directory_.file("ca.pem")}; }
    [[nodiscard]] Signed good() const { return authority_.sign("DNS:localhost,IP:127.0.0.1"); }

    static Request request(Method method, const std::string& url, std::string_view body = {}) {
        Request made;
        made.method = method;
        made.url = url;
        made.deadline = std::chrono::seconds(60);
        if (method != Method::Get) made.content_type = "application/json";
        made.body = privacy::SecretBytes(privacy::WipedBytes(body.begin(), body.end()));
        return made;
    }
    static Answer exchange(Client& client, Request order) {
        Inbox<Answer> inbox;
        client.send(std::move(order), inbox.callback());
        return inbox.take();
    }
    static std::string text(const Response& answer) {
        return {answer.body.reveal().begin(), answer.body.reveal().end()};
    }
    static ErrorCode code(const Answer& answer) { return answer.ok() ? ErrorCode{} : answer.error().code; }

    Directory directory_;
    Authority authority_;
};

TEST_F(ClientTest, SendsWhatIsAskedAndGivesTheAnswer) {
    Inbox<Seen> seen;
    Server server(good(), [&](const Seen& one) {
        seen.put(one);
        return Act{http(201, R"({"a":1})", "Retry-After: 7\r\n")};
    });
    const auto client = make_client(trust());
    Request order = request(Method::Post, server.url("/a?b=c"), "{}");
    order.bearer = privacy::secret("token-of-this-test");
    order.headers.emplace_back("X-Extra", "yes");
    const Answer answer = exchange(*client, std::move(order));
    ASSERT_TRUE(answer.ok()) << answer.error().sentence();
    EXPECT_EQ(answer->status, 201);
    EXPECT_EQ(answer->content_type, "application/json");
    EXPECT_EQ(answer->retry_after_s, 7);
    EXPECT_EQ(text(*answer), R"({"a":1})");
    const Seen arrived = seen.take();
    EXPECT_THAT(arrived.head, HasSubstr("POST /a?b=c HTTP/1.1"));
    EXPECT_THAT(arrived.head, HasSubstr("Authorization: Bearer token-of-this-test"));
    EXPECT_THAT(arrived.head, HasSubstr("Accept: application/json"));
    EXPECT_THAT(arrived.head, HasSubstr("Content-Type: application/json"));
    EXPECT_THAT(arrived.head, HasSubstr("User-Agent: Vestibule/"));
    EXPECT_THAT(arrived.head, HasSubstr("X-Extra: yes"));
    EXPECT_THAT(arrived.head, Not(HasSubstr("Expect")));
    EXPECT_EQ(arrived.body, "{}");
}

TEST_F(ClientTest, SpeaksWithNobodyBeforeTheTimeCanBeBelieved) {
    int connections = 0;
    Server server(good(), [&](const Seen&) {
        ++connections;
        return Act{http(200, "{}")};
    });
    drivers::SimulatedClock clock;
    clock.set_wall(drivers::WallTime(std::chrono::hours(5)));  // a machine without a battery begins in 1970
    Trust trusts = trust();
    trusts.clock = &clock;
    const auto client = make_client(trusts);
    for (int i = 0; i < 3; ++i) {
        const Answer early = exchange(*client, request(Method::Get, server.url("/")));
        EXPECT_EQ(code(early), ErrorCode::ClockNotSet);
    }
    EXPECT_EQ(connections, 0);
    clock.set_wall(drivers::SystemClock().wall());  // a time server was heard at last
    EXPECT_TRUE(exchange(*client, request(Method::Get, server.url("/"))).ok());
    EXPECT_EQ(connections, 1);
}

TEST_F(ClientTest, PutsAndDeletes) {
    Inbox<Seen> seen;
    Server server(good(), [&](const Seen& one) {
        seen.put(one);
        return Act{http(204, "")};
    });
    const auto client = make_client(trust());
    EXPECT_TRUE(exchange(*client, request(Method::Put, server.url(), "picture")).ok());
    const Seen put = seen.take();
    EXPECT_THAT(put.head, HasSubstr("PUT / "));
    EXPECT_EQ(put.body, "picture");
    EXPECT_TRUE(exchange(*client, request(Method::Delete, server.url())).ok());
    EXPECT_THAT(seen.take().head, HasSubstr("DELETE / "));
}

TEST_F(ClientTest, AnAnswerWithoutRetryAfterSaysSo) {
    Server server(good(), [](const Seen&) { return Act{http(503, "")}; });
    const Answer answer = exchange(*make_client(trust()), request(Method::Get, server.url()));
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->retry_after_s, -1);
}

TEST_F(ClientTest, RefusesAnAuthorityItDoesNotKnow) {
    Server server(Authority().sign("DNS:localhost"), [](const Seen&) { return Act{http(200, "{}")}; });
    const Answer answer = exchange(*make_client(trust()), request(Method::Get, server.url("/secret-path")));
    ASSERT_EQ(code(answer), ErrorCode::NotTrusted);
    EXPECT_THAT(answer.error().context, HasSubstr("localhost:" + std::to_string(server.port())));
    EXPECT_THAT(answer.error().context, Not(HasSubstr("secret-path")));
    EXPECT_EQ(server.requests(), 0);
}

TEST_F(ClientTest, RefusesTheSystemsOwnTrustWhenAFileIsNamed) {
    Trust other = trust();
    Authority().write(directory_.file("other.pem"));
    other.ca_file = directory_.file("other.pem");
    Server server(good(), [](const Seen&) { return Act{http(200, "{}")}; });
    EXPECT_EQ(code(exchange(*make_client(other), request(Method::Get, server.url()))), ErrorCode::NotTrusted);
}

TEST_F(ClientTest, RefusesAnotherHostsCertificate) {
    Server server(authority_.sign("DNS:elsewhere.example"), [](const Seen&) { return Act{http(200, "{}")}; });
    const Answer answer = exchange(*make_client(trust()), request(Method::Post, server.url(), "{}"));
    ASSERT_EQ(code(answer), ErrorCode::NotTrusted);
    EXPECT_THAT(answer.error().context, HasSubstr("another host"));
    EXPECT_EQ(server.requests(), 0);
}

TEST_F(ClientTest, RefusesAnExpiredCertificateAndSaysThatItIs) {
    Server server(authority_.sign("DNS:localhost", -7200, -60), [](const Seen&) { return Act{http(200, "{}")}; });
    const Answer answer = exchange(*make_client(trust()), request(Method::Get, server.url()));
    ASSERT_EQ(code(answer), ErrorCode::NotTrusted);
    EXPECT_THAT(answer.error().context, HasSubstr("expired"));
}

TEST_F(ClientTest, RefusesOldTls) {
    Server server(good(), [](const Seen&) { return Act{http(200, "{}")}; }, {.highest_tls = TLS1_1_VERSION});
    EXPECT_EQ(code(exchange(*make_client(trust()), request(Method::Get, server.url()))), ErrorCode::NotTrusted);
}

TEST_F(ClientTest, RefusesWhatIsNotHttps) {
    const auto client = make_client(trust());
    for (const char* url :
         {"http://localhost/", "file:///etc/passwd", "", "https://user@localhost/", "ftp://localhost/"}) {
        EXPECT_EQ(code(exchange(*client, request(Method::Get, url))), ErrorCode::NotTrusted) << url;
    }
}

TEST_F(ClientTest, ShowsTheKiosksCertificateWhereItIsAskedFor) {
    write_pem(authority_.sign("DNS:kiosk"), directory_.file("kiosk.pem"));
    Server server(good(), [](const Seen&) { return Act{http(200, "{}")}; }, {.client_ca = directory_.file("ca.pem")});
    Trust with = trust();
    with.client_certificate = with.client_key = directory_.file("kiosk.pem");
    EXPECT_TRUE(exchange(*make_client(with), request(Method::Get, server.url())).ok());
    // Refused before the request is read: not an unknown outcome, even of a POST.
    EXPECT_EQ(code(exchange(*make_client(trust()), request(Method::Post, server.url(), "{}"))), ErrorCode::NotTrusted);
    EXPECT_EQ(server.requests(), 1);
}

TEST_F(ClientTest, TellsWhatCannotBeReached) {
    std::string url;
    {
        Server server(good(), [](const Seen&) { return Act{}; });
        url = server.url();
    }
    const auto client = make_client(trust());
    EXPECT_EQ(code(exchange(*client, request(Method::Post, url, "{}"))), ErrorCode::NotReachable);
    EXPECT_EQ(code(exchange(*client, request(Method::Post, "https://no-such-host.invalid/", "{}"))),
              ErrorCode::NameNotResolved);
}

TEST_F(ClientTest, TimesOutWhenNothingComes) {
    Server server(good(), [](const Seen&) { return Act{.bytes = {}, .hold = true}; });
    const auto client = make_client(trust());
    Request get = request(Method::Get, server.url());
    get.deadline = std::chrono::milliseconds(700);
    EXPECT_EQ(code(exchange(*client, std::move(get))), ErrorCode::TimedOut);
    Request put = request(Method::Put, server.url(), "x");
    put.deadline = std::chrono::milliseconds(700);
    EXPECT_EQ(code(exchange(*client, std::move(put))), ErrorCode::TimedOut);
    Request post = request(Method::Post, server.url(), "{}");
    post.deadline = std::chrono::milliseconds(700);
    EXPECT_EQ(code(exchange(*client, std::move(post))), ErrorCode::OutcomeUnknown);
}

TEST_F(ClientTest, APostThatIsCutIsUnknownAndSentOnce) {
    const std::vector<std::string> beginnings{"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nX: y\r\n",
                                              "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"};
    for (const std::string& beginning : beginnings) {
        Server server(good(), [&](const Seen&) { return Act{beginning}; });
        EXPECT_EQ(code(exchange(*make_client(trust()), request(Method::Post, server.url(), "{}"))),
                  ErrorCode::OutcomeUnknown)
            << beginning;
        EXPECT_EQ(server.requests(), 1);
    }
    Server server(good(), [](const Seen&) { return Act{http(200, "{}")}; });
    Request order = request(Method::Post, server.url(), std::string(8'000'000, 'x'));
    order.headers.emplace_back("X-Cut", "head");
    EXPECT_EQ(code(exchange(*make_client(trust()), std::move(order))), ErrorCode::OutcomeUnknown);
    EXPECT_EQ(server.requests(), 1);
}

TEST_F(ClientTest, APostAfterAKeptConnectionWasDroppedIsSentOnce) {
    // The server keeps the connection of the first answer and drops it at the second request.
    std::atomic<int> count{0};
    Server server(good(), [&](const Seen&) { return ++count == 1 ? Act{http(200, "{}"), false} : Act{}; });
    const auto client = make_client(trust());
    EXPECT_TRUE(exchange(*client, request(Method::Get, server.url())).ok());
    EXPECT_EQ(code(exchange(*client, request(Method::Post, server.url(), "{}"))), ErrorCode::OutcomeUnknown);
    EXPECT_EQ(server.requests(), 2);
}

TEST_F(ClientTest, AGetAfterAKeptConnectionWasDroppedIsAskedOnceMore) {
    std::atomic<int> count{0};
    Server server(good(), [&](const Seen&) { return ++count == 2 ? Act{} : Act{http(200, "{}"), false}; });
    const auto client = make_client(trust());
    EXPECT_TRUE(exchange(*client, request(Method::Get, server.url())).ok());
    EXPECT_TRUE(exchange(*client, request(Method::Get, server.url())).ok());
    EXPECT_EQ(server.requests(), 3);
    EXPECT_EQ(server.connections(), 2);
}

TEST_F(ClientTest, AGetThatIsCutIsNotReachable) {
    Server server(good(), [](const Seen&) { return Act{}; });
    EXPECT_EQ(code(exchange(*make_client(trust()), request(Method::Get, server.url()))), ErrorCode::NotReachable);
}

TEST_F(ClientTest, WhatIsNotHttpIsNonsense) {
    Server server(good(), [](const Seen&) { return Act{"hello, this is not HTTP at all\r\n\r\n"}; });
    EXPECT_EQ(code(exchange(*make_client(trust()), request(Method::Get, server.url()))), ErrorCode::Nonsense);
}

TEST_F(ClientTest, AnAnswerBeyondItsLimitIsNonsense) {
    Server server(good(), [](const Seen&) { return Act{http(200, std::string(2000, 'x'))}; });
    const auto client = make_client(trust());
    Request order = request(Method::Get, server.url());
    order.answer_limit_bytes = 1999;
    EXPECT_EQ(code(exchange(*client, std::move(order))), ErrorCode::Nonsense);
    order = request(Method::Get, server.url());
    order.answer_limit_bytes = 2000;
    EXPECT_TRUE(exchange(*client, std::move(order)).ok());
}

TEST_F(ClientTest, FollowsNoRedirectAndKeepsNoCookie) {
    Inbox<Seen> seen;
    Server server(good(), [&](const Seen& one) {
        seen.put(one);
        return Act{http(302, "", "Location: /elsewhere\r\nSet-Cookie: a=b\r\n"), false};
    });
    const auto client = make_client(trust());
    for (int i = 0; i < 2; ++i) {
        const Answer answer = exchange(*client, request(Method::Get, server.url()));
        ASSERT_TRUE(answer.ok());
        EXPECT_EQ(answer->status, 302);
        const Seen arrived = seen.take();
        EXPECT_THAT(arrived.head, HasSubstr("GET / "));
        EXPECT_THAT(arrived.head, Not(HasSubstr("Cookie")));
    }
}

TEST_F(ClientTest, AHeaderThatWouldSplitTheRequestIsNotSent) {
    Server server(good(), [](const Seen&) { return Act{http(200, "{}")}; });
    const auto client = make_client(trust());
    Request order = request(Method::Get, server.url());
    order.bearer = privacy::secret("a\r\nX-Injected: 1");
    const Answer answer = exchange(*client, std::move(order));
    ASSERT_EQ(code(answer), ErrorCode::Nonsense);
    EXPECT_THAT(answer.error().context, Not(HasSubstr("Injected")));
    EXPECT_EQ(server.requests(), 0);
}

TEST_F(ClientTest, ProgressCountsUpToEveryByte) {
    Server server(good(), [](const Seen&) { return Act{http(204, "")}; });
    const auto client = make_client(trust());
    constexpr std::size_t kSize = 3'000'000;
    Inbox<Answer> inbox;
    std::vector<Progress> told;  // the network thread's until the end is there
    client->send(request(Method::Put, server.url(), std::string(kSize, 'x')), inbox.callback(),
                 [&](const Progress& now) { told.push_back(now); });
    ASSERT_TRUE(inbox.take().ok());
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back().sent_bytes, kSize);
    for (std::size_t i = 0; i < told.size(); ++i) {
        EXPECT_EQ(told[i].send_total_bytes, kSize);
        if (i > 0) {
            EXPECT_GE(told[i].sent_bytes, told[i - 1].sent_bytes);
        }
    }
}

TEST_F(ClientTest, ACancelledRequestEndsExactlyOnce) {
    Server server(good(), [](const Seen&) { return Act{.bytes = {}, .hold = true}; });
    const auto client = make_client(trust());
    Inbox<Answer> inbox;
    const Ticket ticket = client->send(request(Method::Post, server.url(), "{}"), inbox.callback());
    client->cancel(ticket);
    client->cancel(ticket);
    EXPECT_EQ(code(inbox.take()), ErrorCode::Cancelled);
    client->cancel(ticket);
    client->cancel(ticket + 100);
    client->forget();
    EXPECT_EQ(inbox.size(), 0U);
}

TEST_F(ClientTest, CancellingWhileAnswersComeEndsEachRequestExactlyOnce) {
    Server server(good(), [](const Seen&) { return Act{http(200, "{}"), false}; });
    const auto client = make_client(trust());
    std::vector<std::unique_ptr<std::atomic<int>>> ends;
    for (int i = 0; i < 60; ++i) {
        auto& end = *ends.emplace_back(std::make_unique<std::atomic<int>>(0));
        const Ticket ticket = client->send(request(Method::Get, server.url()), [&end](const Answer&) { ++end; });
        if (i % 2 == 0) client->cancel(ticket);
    }
    client->forget();
    for (const auto& end : ends) EXPECT_EQ(*end, 1);
}

TEST_F(ClientTest, ForgetEndsEverythingBeforeItReturnsAndTheClientWorksOn) {
    Server holding(good(), [](const Seen&) { return Act{.bytes = {}, .hold = true}; });
    Server server(good(), [](const Seen&) { return Act{http(200, "{}"), false}; });
    const auto client = make_client(trust());
    EXPECT_TRUE(exchange(*client, request(Method::Get, server.url())).ok());
    Inbox<Answer> inbox;
    Inbox<bool> waits;
    for (int i = 0; i < 5; ++i) client->send(request(Method::Get, holding.url()), inbox.callback());
    client->after(std::chrono::hours(1), waits.callback());
    client->forget();
    ASSERT_EQ(inbox.size(), 5U);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(code(inbox.take()), ErrorCode::Cancelled);
    ASSERT_EQ(waits.size(), 1U);
    EXPECT_FALSE(waits.take());
    // The kept connection is gone too.
    EXPECT_TRUE(exchange(*client, request(Method::Get, server.url())).ok());
    EXPECT_EQ(server.connections(), 2);
}

TEST_F(ClientTest, ForgetFromACallbackDoesNotWaitForItself) {
    Server server(good(), [](const Seen&) { return Act{http(200, "{}")}; });
    const auto client = make_client(trust());
    Inbox<bool> inbox;
    client->send(request(Method::Get, server.url()), [&](const Answer& answer) {
        client->forget();
        inbox.put(answer.ok());
    });
    EXPECT_TRUE(inbox.take());
}

TEST_F(ClientTest, TheEndOfTheClientEndsEveryRequest) {
    Server server(good(), [](const Seen&) { return Act{.bytes = {}, .hold = true}; });
    Inbox<Answer> inbox;
    {
        const auto client = make_client(trust());
        client->send(request(Method::Get, server.url()), [&](Answer answer) {
            inbox.put(std::move(answer));
            client->send(request(Method::Get, server.url()), inbox.callback());  // too late, and told so
        });
    }
    ASSERT_EQ(inbox.size(), 2U);
    EXPECT_EQ(code(inbox.take()), ErrorCode::Cancelled);
    EXPECT_EQ(code(inbox.take()), ErrorCode::Cancelled);
}

TEST_F(ClientTest, TimersFireInOrderAndOnce) {
    const auto client = make_client(trust());
    Inbox<int> inbox;
    client->after(std::chrono::milliseconds(60), [&](bool elapsed) { inbox.put(elapsed ? 2 : -2); });
    client->after(std::chrono::milliseconds(1), [&](bool elapsed) { inbox.put(elapsed ? 1 : -1); });
    const Ticket never = client->after(std::chrono::hours(1), [&](bool elapsed) { inbox.put(elapsed ? 3 : -3); });
    EXPECT_EQ(inbox.take(), 1);
    EXPECT_EQ(inbox.take(), 2);
    client->cancel(never);
    EXPECT_EQ(inbox.take(), -3);
    client->forget();
    EXPECT_EQ(inbox.size(), 0U);
}

}  // namespace
}  // namespace vestibule::net
