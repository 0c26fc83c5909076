// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/layout/newcomic.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QSpinBox;

namespace koma {

class PagePreview;

/// Asks for a new comic and shows how its pages will be. Size, direction, language, creator and
/// template of the last time are kept in the settings. GUI thread; the settings must outlive it.
class NewComicDialog : public QDialog
{
    Q_OBJECT

public:
    explicit NewComicDialog(QSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] NewComicOptions options() const;
    /// What the options make; where they make nothing the dialog cannot be accepted.
    [[nodiscard]] Result<Comic> comic() const { return makeComic(options()); }

    void accept() override;

private:
    void makeControls();
    QFormLayout *makeForm();
    void layOut();
    void restore();
    void takeSize();
    void showFacts(const PageSetup &setup);
    void updateState();

    QSettings &m_settings;
    QLineEdit *m_title;
    QLineEdit *m_creator;
    QComboBox *m_language;
    QComboBox *m_size;
    QComboBox *m_orientation;
    QComboBox *m_direction;
    QCheckBox *m_facing;
    QSpinBox *m_pages;
    QComboBox *m_template;
    PagePreview *m_preview;
    QLabel *m_facts;
    QLabel *m_warning;
    QPushButton *m_create;
};

} // namespace koma
