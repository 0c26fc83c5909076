// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

namespace koma {

/// The one executable's command line: with a subcommand it is the program that runs it, without one
/// it asks for the desktop application. It holds no logic of its own: what it runs is in
/// `app/commands/` and `app/application.h`. Main thread.
class CommandLine
{
public:
    CommandLine();
    ~CommandLine();
    CommandLine(const CommandLine &) = delete;
    CommandLine &operator=(const CommandLine &) = delete;
    CommandLine(CommandLine &&) = delete;
    CommandLine &operator=(CommandLine &&) = delete;

    /// Understands the line and does nothing yet. --help, --version and a wrong line are answered
    /// at once and give the exit code to end with.
    std::optional<int> parse(int argc, char **argv);

    /// The --threads of the subcommand; 0: the machine's choice.
    [[nodiscard]] int threads() const;

    /// Does what parse() understood; the exit code.
    int run();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace koma
