// SPDX-License-Identifier: Apache-2.0
// The program itself: what only a process of its own has (a terminal, a pager, signals, a reader that goes).
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>

#include "terminal.hpp"

namespace tain::test {
namespace {

using Words = std::vector<std::string>;

/// A process of the program, on a pseudo-terminal or with files as its standard streams.
class Process {
  public:
    struct Files {
        int in = -1;
        int out = -1;
        int err = -1;
    };

    /// On a terminal of its own.
    static Process on_terminal(const Words& words, const std::map<std::string, std::string>& environment) {
        int terminal = -1;
        const pid_t process = forkpty(&terminal, nullptr, nullptr, nullptr);
        if (process == 0) execute(words, environment);
        return {process, terminal};
    }

    static Process with_files(const Words& words, const Files& files,
                              const std::map<std::string, std::string>& environment = {}) {
        const pid_t process = fork();
        if (process == 0) {
            if (files.in >= 0) dup2(files.in, STDIN_FILENO);
            if (files.out >= 0) dup2(files.out, STDOUT_FILENO);
            if (files.err >= 0) dup2(files.err, STDERR_FILENO);
            execute(words, environment);
        }
        return {process, -1};
    }

    /// Reads what the terminal shows until it ends with `text`.
    std::string read_until(const std::string& text) {
        char c = 0;
        while (!shown_.ends_with(text) && read(terminal_, &c, 1) == 1)
            if (c != '\r') shown_ += c;
        return shown_;
    }
    std::string read_all() { return read_until(std::string("\0never shown", 12)); }

    void type(const std::string& text) const {
        BOOST_REQUIRE(write(terminal_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }

    /// The exit code; 1000 and the signal of one that was killed.
    int wait() const {
        int status = 0;
        BOOST_REQUIRE(waitpid(process_, &status, 0) == process_);
        return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
    }

    void send(int signal) const { kill(process_, signal); }

  private:
    Process(pid_t process, int terminal) : process_(process), terminal_(terminal) {}

    [[noreturn]] static void execute(const Words& words,
                                     const std::map<std::string, std::string>& environment) {
        for (const char* name : {"AWS_PAGER", "PAGER", "LESS", "AWS_CLI_AUTO_PROMPT"}) unsetenv(name);
        for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
        std::vector<char*> pointers;
        std::string program = TAIN_PROGRAM;
        pointers.push_back(program.data());
        Words copies = words;
        for (std::string& word : copies) pointers.push_back(word.data());
        pointers.push_back(nullptr);
        execv(program.c_str(), pointers.data());
        _exit(99);
    }

    pid_t process_;
    int terminal_;
    std::string shown_;
};

const Words skeleton{"delete-traffic-mirror-filter", "--generate-cli-skeleton", "output",
                     "--traffic-mirror-filter-id", "tmf-1"};
const std::string skeleton_text = "{\n    \"TrafficMirrorFilterId\": \"TrafficMirrorFilterId\"\n}\n";

std::string file_text(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

struct Files {
    [[nodiscard]] int make(const std::string& name) const {
        return open((folder / name).c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    }
    [[nodiscard]] std::string text(const std::string& name) const { return file_text(folder / name); }
    Folder folder;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(process, Files)

BOOST_AUTO_TEST_CASE(answers_go_through_the_pager_on_a_terminal_alone) {
    const std::string pager = "sh -c 'echo LESS=$LESS; exec sed \"s/^/| /\"'";
    Process shown = Process::on_terminal(skeleton, {{"AWS_PAGER", pager}});
    BOOST_TEST(shown.read_all() ==
               "LESS=FRX\n| {\n|     \"TrafficMirrorFilterId\": \"TrafficMirrorFilterId\"\n| }\n");
    BOOST_TEST(shown.wait() == 0);
    Process own = Process::on_terminal(skeleton, {{"PAGER", pager}, {"LESS", "X"}});
    BOOST_TEST(own.read_all().starts_with("LESS=X\n| {\n"));
    BOOST_TEST(own.wait() == 0);
    for (const auto& [option, none] :
         {std::pair("--no-cli-pager", pager.c_str()), std::pair("--debug", "")}) {
        Words words = skeleton;
        words.emplace_back(option);
        Process bare = Process::on_terminal(words, {{"AWS_PAGER", none}, {"PAGER", pager}});
        BOOST_TEST(bare.read_all().ends_with(skeleton_text));
        BOOST_TEST(bare.wait() == 0);
    }
    const Process file = Process::with_files(skeleton, {.out = make("out")}, {{"AWS_PAGER", pager}});
    BOOST_TEST(file.wait() == 0);
    BOOST_TEST(text("out") == skeleton_text);
}

BOOST_AUTO_TEST_CASE(a_pager_that_is_left_or_is_not_there) {
    Process left = Process::on_terminal({"help"}, {{"AWS_PAGER", "true"}});
    BOOST_TEST(left.read_all() == "");
    BOOST_TEST(left.wait() == 0);
    Process absent = Process::on_terminal(skeleton, {{"AWS_PAGER", "/no/pager 'a b'"}});
    BOOST_TEST(absent.read_all() ==
               "\nUnable to redirect output to pager. Received the following error when opening pager:\n"
               "[Errno 2] No such file or directory: '/no/pager'\n\n"
               "Learn more about configuring the output pager by running \"tain help\".\n");
    BOOST_TEST(absent.wait() == 253);
}

BOOST_AUTO_TEST_CASE(output_that_takes_nothing) {
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    BOOST_TEST(Process::with_files(skeleton, {.out = full, .err = make("err")}).wait() == 255);
    BOOST_TEST(text("err") == "\nthe answer can't be written to standard output\n");
    int ends[2];
    BOOST_REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    close(ends[0]);
    BOOST_TEST(Process::with_files(skeleton, {.out = ends[1], .err = make("err")}).wait() == 255);
    BOOST_TEST(text("err") == "\nthe answer can't be written to standard output\n");
    close(ends[1]);
    close(full);
}

BOOST_AUTO_TEST_CASE(prompts_on_a_terminal) {
    Process asked = Process::on_terminal(
        {"ec2", "delete-traffic-mirror-filter", "--cli-auto-prompt", "--generate-cli-skeleton", "output"},
        {{"AWS_PAGER", ""}});
    asked.read_until("--traffic-mirror-filter-id = ");
    asked.type("tmf-1\n");
    asked.read_until("Option (empty: no more): ");
    asked.type("\n");
    BOOST_TEST(asked.read_all().ends_with(skeleton_text));
    BOOST_TEST(asked.wait() == 0);

    Process partial = Process::on_terminal({"ec2", "delete-traffic-mirror-filter"},
                                           {{"AWS_PAGER", ""}, {"AWS_CLI_AUTO_PROMPT", "on-partial"}});
    partial.read_until("--traffic-mirror-filter-id = ");
    partial.type("\x04");  // the end of input
    BOOST_TEST(partial.wait() == 255);
}

BOOST_AUTO_TEST_CASE(does_not_prompt_elsewhere) {
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const Process process = Process::with_files({"ec2", "describe-tags", "--cli-auto-prompt"},
                                                {.in = nothing, .out = make("out"), .err = make("err")});
    BOOST_TEST(process.wait() == 255);
    BOOST_TEST(text("err") == "Warning: Input is not a terminal (fd=0).\n\n\n");
    BOOST_TEST(text("out") == "");
    const Process partial = Process::with_files({"delete-tags"}, {.in = nothing, .err = make("err")},
                                                {{"AWS_CLI_AUTO_PROMPT", "on-partial"}});
    BOOST_TEST(partial.wait() == 255);
    BOOST_TEST(text("err") == "Warning: Input is not a terminal (fd=0).\n\n\n");
    const Process unknown =
        Process::with_files({"describe-tags", "--bogus"}, {.in = nothing, .err = make("err")},
                            {{"AWS_CLI_AUTO_PROMPT", "on-partial"}});
    BOOST_TEST(unknown.wait() == 255);
    BOOST_TEST(text("err").starts_with("\nusage: tain"));
    BOOST_TEST(
        text("err").ends_with("Unknown options: --bogus\n\nWarning: Input is not a terminal (fd=0).\n\n\n"));
    close(nothing);
}

BOOST_AUTO_TEST_CASE(an_interrupt_ends_with_130) {
    Process asked = Process::on_terminal({"delete-traffic-mirror-filter", "--cli-auto-prompt"}, {});
    asked.read_until("--traffic-mirror-filter-id = ");
    asked.send(SIGINT);
    BOOST_TEST(asked.wait() == 130);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace tain::test
