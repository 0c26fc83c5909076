// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QStyleFactory>

#include <array>
#include <utility>

// The resources are in a static library: without this the linker leaves them out. Outside of any
// namespace, as the macro demands.
static void initKomaResources()
{
    Q_INIT_RESOURCE(koma);
}

namespace koma {
namespace {

struct Colors
{
    QColor window, panel, field, canvas, text, mutedText, border, hover, accent, accentText;
};

Colors colorsFor(ColorScheme scheme)
{
    if (scheme == ColorScheme::Dark) {
        return {.window = QColor(0x26, 0x27, 0x2b),
                .panel = QColor(0x2c, 0x2d, 0x32),
                .field = QColor(0x1e, 0x1f, 0x23),
                .canvas = QColor(0x1a, 0x1b, 0x1e),
                .text = QColor(0xe6, 0xe6, 0xe9),
                .mutedText = QColor(0xa2, 0xa3, 0xab),
                .border = QColor(0x3b, 0x3c, 0x43),
                .hover = QColor(0x38, 0x39, 0x40),
                .accent = QColor(0x4c, 0x6e, 0xf5),
                .accentText = QColor(0xff, 0xff, 0xff)};
    }
    return {.window = QColor(0xee, 0xee, 0xf1),
            .panel = QColor(0xf7, 0xf7, 0xf9),
            .field = QColor(0xff, 0xff, 0xff),
            .canvas = QColor(0xd3, 0xd4, 0xd9),
            .text = QColor(0x1f, 0x20, 0x25),
            .mutedText = QColor(0x61, 0x62, 0x6b),
            .border = QColor(0xd5, 0xd5, 0xdb),
            .hover = QColor(0xe3, 0xe3, 0xe8),
            .accent = QColor(0x3b, 0x5b, 0xdb),
            .accentText = QColor(0xff, 0xff, 0xff)};
}

QString styleSheetFor(ColorScheme scheme)
{
    QFile file(QStringLiteral(":/theme/koma.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const Colors colors = colorsFor(scheme);
    const std::array<std::pair<const char *, QColor>, 10> tokens{{
        {"@window", colors.window},
        {"@panel", colors.panel},
        {"@field", colors.field},
        {"@canvas", colors.canvas},
        {"@textMuted", colors.mutedText},
        {"@border", colors.border},
        {"@hover", colors.hover},
        {"@accentText", colors.accentText},
        {"@accent", colors.accent},
        {"@text", colors.text},
    }};
    for (const auto &[token, color] : tokens)
        sheet.replace(QLatin1String(token), color.name());
    return sheet;
}

} // namespace

QPalette themePalette(ColorScheme scheme)
{
    const Colors colors = colorsFor(scheme);
    QPalette palette;
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.field);
    palette.setColor(QPalette::AlternateBase, colors.panel);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.mutedText);
    palette.setColor(QPalette::Button, colors.panel);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, colors.panel);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::Light, colors.hover);
    palette.setColor(QPalette::Midlight, colors.border);
    palette.setColor(QPalette::Mid, colors.canvas);
    palette.setColor(QPalette::Dark, colors.border);
    palette.setColor(QPalette::Shadow, colors.canvas);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.accentText);
    palette.setColor(QPalette::Link,
                     colors.accent.lighter(scheme == ColorScheme::Dark ? 140 : 100));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        QColor faint = colors.mutedText;
        faint.setAlpha(130);
        palette.setColor(QPalette::Disabled, role, faint);
    }
    return palette;
}

void applyTheme(QApplication &application, ColorScheme scheme)
{
    initKomaResources();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(themePalette(scheme));
    application.setStyleSheet(styleSheetFor(scheme));
}

ColorScheme schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() <
                   palette.color(QPalette::WindowText).lightness()
               ? ColorScheme::Dark
               : ColorScheme::Light;
}

} // namespace koma
